package org.registrationapi.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.NullSource;

class RequestIdTest {
  static final List<String> HARMLESS =
      List.of("a", "0199c3a5-d2f0-7c1e", "trace_1.2-3", "A".repeat(64));

  @ParameterizedTest
  @FieldSource("HARMLESS")
  void a_harmless_id_is_kept(String id) {
    assertThat(RequestId.of(id)).isEqualTo(id);
  }

  static final List<String> HARMFUL =
      List.of("", " ", "a b", "a\nb", "a\r", "<script>", "id;x", "ä", "\0", "a".repeat(65));

  @ParameterizedTest
  @NullSource
  @FieldSource("HARMFUL")
  void any_other_id_is_replaced_by_20_letters_and_digits(String id) {
    assertThat(RequestId.of(id)).matches("[A-Za-z0-9]{20}");
  }

  @Test
  void two_new_ids_differ() {
    assertThat(RequestId.of(null)).isNotEqualTo(RequestId.of(null));
  }
}
