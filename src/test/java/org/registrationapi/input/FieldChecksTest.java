package org.registrationapi.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldCode;
import org.registrationapi.errors.FieldError;

/** How the fields of a request are checked, and how errors are collected. */
class FieldChecksTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  private final FieldChecks checks = new FieldChecks();

  /** The errors that the caller would get. */
  private List<FieldError> errors() {
    try {
      checks.done();
      return List.of();
    } catch (Failure e) {
      return e.errors();
    }
  }

  private void assertOnly(String field, String code, String message) {
    assertThat(errors()).containsExactly(new FieldError(field, code, message));
  }

  static final List<String> GOOD_LINES =
      List.of(
          "a",
          "Ada de Lovelace",
          "O’Hara-李 😀",
          "a".repeat(100),
          "😀".repeat(100), // 200 chars of Java
          "\u00a0a"); // the first character after the controls

  @ParameterizedTest
  @NullSource
  @FieldSource("GOOD_LINES")
  void a_line_of_up_to_100_characters_is_valid(String value) {
    checks.line("first_name", value, 100);

    assertThat(errors()).isEmpty();
  }

  static final List<String> LONG_LINES = List.of("a".repeat(101), "😀".repeat(101));

  @ParameterizedTest
  @FieldSource("LONG_LINES")
  void a_line_of_101_characters_is_too_long(String value) {
    checks.line("first_name", value, 100);

    assertOnly("first_name", "too_long", "has more than 100 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\r\n", "\u2003"})
  void a_line_without_a_visible_character_is_blank(String value) {
    checks.line("first_name", value, 100);

    assertOnly("first_name", "blank", "is blank; leave it out instead");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0",
        "a\0b",
        "a\nb",
        "a\tb",
        "a\u001f",
        "a\u007f",
        "\u0080a",
        "a\u0085b",
        "a\u009f"
      })
  void a_line_with_a_control_character_is_refused(String value) {
    checks.line("first_name", value, 100);

    assertOnly("first_name", "control_character", "has a control or invalid character");
  }

  @ParameterizedTest
  @FieldSource("LONE_SURROGATES")
  void a_line_with_a_lone_surrogate_is_refused(String value) {
    checks.line("first_name", value, 100);

    assertOnly("first_name", "control_character", "has a control or invalid character");
  }

  static final List<String> LONE_SURROGATES =
      List.of("\ud83d", "a\ud83db", "\ude00a", "\ude00\ud83d");

  @ParameterizedTest
  @FieldSource("LONE_SURROGATES")
  void lone_surrogates_are_not_unicode(String value) {
    assertThat(FieldChecks.isUnicode(value)).isFalse();
  }

  @Test
  void control_characters_are_unicode() {
    assertThat(FieldChecks.isUnicode("a\0\n😀")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-01",
        "1900-01-01",
        "1985-12-10",
        "2024-02-29",
        "2000-02-29",
        "1904-02-29"
      })
  void a_birth_date_from_1900_to_today_is_valid(String value) {
    assertThat(checks.birthDate("birth_date", value, TODAY)).hasToString(value);
    assertThat(errors()).isEmpty();
  }

  @Test
  void a_missing_birth_date_is_valid() {
    assertThat(checks.birthDate("birth_date", null, TODAY)).isNull();
    assertThat(errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02, in_the_future, is in the future",
    "9999-12-31, in_the_future, is in the future",
    "1899-12-31, too_early, is before 1900-01-01",
    "0000-01-01, too_early, is before 1900-01-01",
  })
  void a_birth_date_before_1900_or_after_today_is_refused(
      String value, String code, String message) {
    checks.birthDate("birth_date", value, TODAY);

    assertOnly("birth_date", code, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2000-02-31",
        "2023-02-29",
        "1900-02-29", // divisible by 100 and not by 400
        "2000-13-01",
        "2000-00-10",
        "2000-01-00",
        "2000-1-1",
        "20000101",
        "01.02.2000",
        "2000-01-01T00:00",
        "2000-01-01Z",
        " 2000-01-01",
        "2000-01-01 ",
        "12000-01-01",
        "+12000-01-01",
        "-0001-01-01",
        "２０００-01-01",
        "٢٠٠٠-٠١-٠١",
        "yesterday",
        "",
      })
  void a_birth_date_that_is_no_ISO_calendar_date_is_refused(String value) {
    assertThat(checks.birthDate("birth_date", value, TODAY)).isNull();
    assertOnly("birth_date", "invalid_date", "is not a date such as 1985-12-10");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "en",
        "EN",
        "fr-CA",
        "zh-Hant-TW",
        "es-419",
        "en-x-aaaaaaaa-bbbbbbbb-cccccccc-ddd", // 35 characters
      })
  void a_language_tag_is_a_valid_locale(String value) {
    checks.locale("locale", value);

    assertThat(errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "e",
        "ninechars",
        "not a tag",
        "en_US",
        "en-",
        "en--US",
        "und",
        "x-private",
        "419",
        "ｆｒ",
        "fr\0",
        "en-x-aaaaaaaa-bbbbbbbb-cccccccc-dddd", // 36 characters
      })
  void an_invalid_language_tag_is_refused(String value) {
    checks.locale("locale", value);

    assertOnly("locale", "invalid_locale", "is not a language tag such as en or fr-CA");
  }

  @Test
  void a_missing_required_field_is_refused() {
    assertThat(checks.required("email", "")).isTrue();
    assertThat(checks.required("password", null)).isFalse();
    assertOnly("password", "required", "is required");
  }

  @Test
  void the_error_of_a_parser_becomes_the_message() {
    Integer good = checks.parsed("age", "36", FieldCode.INVALID_TEXT, Integer::valueOf);
    Integer absent = checks.parsed("age", null, FieldCode.INVALID_TEXT, Integer::valueOf);
    Integer bad = checks.parsed("age", "x", FieldCode.INVALID_TEXT, Integer::valueOf);

    assertThat(good).isEqualTo(36);
    assertThat(absent).isNull();
    assertThat(bad).isNull();
    assertOnly("age", "invalid_text", "For input string: \"x\"");
  }

  @Test
  void all_errors_are_reported_together_in_order() {
    checks.required("email", null);
    checks.line("first_name", "", 100);
    checks.locale("locale", "?");

    assertThat(errors())
        .extracting(FieldError::field)
        .containsExactly("email", "first_name", "locale");
    assertThatThrownBy(checks::done).hasMessage("3 fields are invalid; errors names each.");
  }

  @Test
  void checks_without_errors_throw_nothing() {
    assertThatCode(checks::done).doesNotThrowAnyException();
  }
}
