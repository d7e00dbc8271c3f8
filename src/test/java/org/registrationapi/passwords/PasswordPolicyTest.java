package org.registrationapi.passwords;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldError;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.servers.Server;
import org.registrationapi.testing.Servers;

class PasswordPolicyTest {
  private static final EmailAddress EMAIL = EmailAddress.parse("Ada@Bücher.example");

  private static final PasswordPolicy POLICY = new PasswordPolicy(null);
  private static final Server SHOP = server(8);

  private static Server server(int passwordMinLength) {
    return Servers.server("shop-eu", "Petite Boutique", passwordMinLength);
  }

  private static List<FieldError> errors(String password, EmailAddress email) {
    return errors(password, email, SHOP);
  }

  private static List<FieldError> errors(String password, EmailAddress email, Server server) {
    var checks = new FieldChecks();
    if (checks.required("password", password))
      POLICY.check(checks, password, server, email, "Augusta", "Lovelace-King", null);
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
          "   b l a n k s   ",
          " padded password ",
          "a\0b\nc\td\u007f",
          "пароль12",
          "😀🔑🐎🔋".repeat(4),
          "a".repeat(96) + "zR4!kq mW9 telephone beetle rose",
          "😀🔑🐎🔋".repeat(32),
          "correct horse battery",
          "not ada@bücher.example");

  @ParameterizedTest
  @FieldSource("GOOD")
  void any_8_to_128_characters_are_accepted(String password) {
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
  void an_invalid_password_is_refused_with_a_reason(String password, String code, String message) {
    assertThat(errors(password, EMAIL)).containsExactly(new FieldError("password", code, message));
  }

  @Test
  void an_invalid_email_does_not_make_the_password_invalid() {
    assertThat(errors("correct horse", null)).isEmpty();
  }

  static final List<Arguments> EASY =
      List.of(
          arguments("password", "it is a common password, or much like one"),
          arguments("P@ssw0rd1", "it is a common password, or much like one"),
          arguments("trustno1", "it is a common password, or much like one"),
          arguments("motdepasse", "it is a common password, or much like one"),
          arguments("        ", "it is a repetition, a row of keys or numbers, or a date"),
          arguments("a".repeat(128), "it is a repetition, a row of keys or numbers, or a date"),
          arguments("31121985", "it is a repetition, a row of keys or numbers, or a date"),
          arguments("augusta1", "it is made of names or the address of the user or the server"),
          arguments("Lovelace1815", "it is made of names or the address of the user or the server"),
          arguments("shop-eu1", "it is made of names or the address of the user or the server"),
          arguments("boutique", "it is made of names or the address of the user or the server"),
          arguments("Bücher12", "it is made of names or the address of the user or the server"));

  @ParameterizedTest
  @FieldSource("EASY")
  void an_easily_guessed_password_is_refused_with_a_reason(String password, String why) {
    assertThat(errors(password, EMAIL))
        .containsExactly(new FieldError("password", "too_common", "is too easy to guess: " + why));
  }

  /** OWASP ASVS 5.0, 6.2.4. The list begins with the most common password. */
  @Test
  void the_3000_most_common_passwords_of_8_or_more_characters_are_refused() throws IOException {
    var list = "/com/nulabinc/zxcvbn/matchers/dictionaries/passwords.txt";
    try (var file = new BufferedReader(new InputStreamReader(resource(list), UTF_8))) {
      assertThat(file.lines().filter(password -> password.length() >= 8).limit(3000))
          .hasSize(3000)
          .contains("password", "12345678")
          .allSatisfy(
              password ->
                  assertThat(errors(password, EMAIL))
                      .extracting(FieldError::code)
                      .containsExactly("too_common"));
    }
  }

  private static InputStream resource(String name) {
    return PasswordPolicyTest.class.getResourceAsStream(name);
  }

  @Test
  void a_server_can_require_more_characters() {
    assertThat(errors("12 chars. ok", EMAIL, server(12))).isEmpty();
    assertThat(errors("11 chars ok", EMAIL, server(12)))
        .containsExactly(new FieldError("password", "too_short", "has fewer than 12 characters"));
  }

  /** The estimator alone would need many minutes for this password. */
  @Test
  void a_password_with_very_many_variants_is_accepted() {
    assertThat(errors("4@({[<69!1|7$5+8".repeat(8), EMAIL)).isEmpty();
  }
}
