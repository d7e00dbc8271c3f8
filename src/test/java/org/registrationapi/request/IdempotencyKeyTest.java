package org.registrationapi.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldError;
import org.registrationapi.testing.Requests;

class IdempotencyKeyTest {
  @Test
  void without_the_header_there_is_no_key() {
    assertThat(IdempotencyKey.of(Requests.from("127.0.0.1", Map.of()))).isEmpty();
  }

  static final List<String> KEYS = List.of("a", " ", "\"quoted\"", "a, b; c=~", "x".repeat(255));

  @ParameterizedTest
  @FieldSource("KEYS")
  void the_key_is_the_exact_value_of_the_header(String key) {
    assertThat(IdempotencyKey.of(Requests.withHeader("Idempotency-Key", key))).hasValue(key);
  }

  static final List<String> NO_KEYS =
      List.of("", "x".repeat(256), "é", "a\tb", "a\u0000", "a\u007f", "ключ", "\ud800");

  @ParameterizedTest
  @FieldSource("NO_KEYS")
  void a_key_that_is_not_1_to_255_printable_ASCII_characters_is_refused(String key) {
    var failure =
        catchThrowableOfType(
            Failure.class, () -> IdempotencyKey.of(Requests.withHeader("Idempotency-Key", key)));

    assertThat(failure.errors())
        .containsExactly(
            new FieldError(
                "Idempotency-Key",
                "invalid_idempotency_key",
                "must be 1 to 255 printable ASCII characters"));
  }
}
