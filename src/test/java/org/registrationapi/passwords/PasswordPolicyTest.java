package org.registrationapi.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldChecks;
import org.registrationapi.errors.FieldError;
import org.registrationapi.mail.EmailAddress;

class PasswordPolicyTest {
  private static final EmailAddress EMAIL = EmailAddress.parse("Ada@Bücher.example");

  private static List<FieldError> errors(String password, EmailAddress email) {
    var checks = new FieldChecks();
    PasswordPolicy.check(checks, password, email);
    try {
      checks.done();
      return List.of();
    } catch (Failure e) {
      return e.errors();
    }
  }

  static final List<String> GOOD =
      List.of(
          "8 chars.",
          "        ", // blanks count
          " padded password ",
          "a\0b\nc\td\u007f",
          "пароль12",
          "😀".repeat(8),
          "a".repeat(128),
          "😀".repeat(128),
          "not ada@bücher.example");

  @ParameterizedTest
  @FieldSource("GOOD")
  void any_8_to_128_characters_are_a_password(String password) {
    assertThat(errors(password, EMAIL)).isEmpty();
  }

  static final List<Arguments> BAD =
      List.of(
          arguments(null, "required", "is required"),
          arguments("", "too_short", "has fewer than 8 characters"),
          arguments("7 chars", "too_short", "has fewer than 8 characters"),
          arguments("😀".repeat(7), "too_short", "has fewer than 8 characters"),
          arguments("a".repeat(129), "too_long", "has more than 128 characters"),
          arguments("😀".repeat(129), "too_long", "has more than 128 characters"),
          arguments("1234567\ud83d", "invalid_text", "is not valid Unicode"),
          arguments("\ude001234567", "invalid_text", "is not valid Unicode"),
          arguments("Ada@Bücher.example", "equals_email", "is the email address"),
          arguments("aDA@bÜCHER.EXAMPLE", "equals_email", "is the email address"),
          arguments("ADA@xn--bcher-kva.example", "equals_email", "is the email address"));

  @ParameterizedTest
  @FieldSource("BAD")
  void anything_else_is_refused_with_its_reason(String password, String code, String message) {
    assertThat(errors(password, EMAIL)).containsExactly(new FieldError("password", code, message));
  }

  @Test
  void a_faulty_email_does_not_make_the_password_faulty() {
    assertThat(errors("correct horse", null)).isEmpty();
  }
}
