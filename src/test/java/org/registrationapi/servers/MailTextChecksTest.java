package org.registrationapi.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldError;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.mail.MailKind;
import org.registrationapi.mail.MailText;

class MailTextChecksTest {
  private static List<FieldError> errors(Map<String, Map<String, MailText>> texts) {
    var checks = new FieldChecks();
    MailTextChecks.check(checks, texts);
    var failure = catchThrowableOfType(Failure.class, checks::done);
    return failure == null ? List.of() : failure.errors();
  }

  private static List<FieldError> errors(MailText text) {
    return errors(Map.of("validation", Map.of("en", text)));
  }

  private static List<FieldError> errorsOfSubject(String subject) {
    return errors(new MailText(subject, null, null));
  }

  @ParameterizedTest
  @EnumSource(MailKind.class)
  void each_kind_of_mail_can_have_texts(MailKind kind) {
    var text = new MailText("Subject", "Above\nand more", "Below");

    assertThat(errors(Map.of(kind.word(), Map.of("en", text, "*", text)))).isEmpty();
  }

  @Test
  void no_texts_are_no_fault() {
    var languages = new HashMap<String, MailText>();
    languages.put("en", null);
    var kinds = new HashMap<String, Map<String, MailText>>();
    kinds.put("validation", null);
    kinds.put("*", languages);

    assertThat(errors((Map<String, Map<String, MailText>>) null)).isEmpty();
    assertThat(errors(kinds)).isEmpty();
    assertThat(errors(new MailText(null, null, null))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr", "es", "de", "ar", "en-GB", "es-419", "ar-Latn-EG", "*"})
  void a_language_is_one_of_mails_or_a_star(String language) {
    assertThat(errors(Map.of("*", Map.of(language, new MailText(null, "a", null))))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pt", "en_US", "e", "und", "english", "x-en", "EN", "en-gb", "en-"})
  void any_other_language_or_form_is_refused(String language) {
    assertThat(errors(Map.of("*", Map.of(language, new MailText(null, "a", null)))))
        .extracting(error -> error.field() + "|" + error.code())
        .containsExactly("mail_texts.*." + language + "|invalid_locale");
  }

  @Test
  void another_form_of_a_language_is_named() {
    assertThat(errors(Map.of("*", Map.of("EN-gb", new MailText(null, "a", null)))))
        .containsExactly(
            new FieldError("mail_texts.*.EN-gb", "invalid_locale", "has to be written en-GB"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Validation", "validations", "**"})
  void an_unknown_kind_is_refused_even_if_it_is_to_be_removed(String kind) {
    var removed = new HashMap<String, Map<String, MailText>>();
    removed.put(kind, null);

    assertThat(errors(removed))
        .extracting(error -> error.field() + "|" + error.code())
        .containsExactly("mail_texts." + kind + "|unknown_field");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\r\nBcc: b@example.com",
        "a\u0000",
        "\u202eabc",
        "a\u2028b",
        "\ud800",
        " ",
        ""
      })
  void a_subject_is_one_line_without_control_characters(String subject) {
    assertThat(errorsOfSubject(subject))
        .extracting(FieldError::field)
        .containsExactly("mail_texts.validation.en.subject");
  }

  @Test
  void a_subject_has_at_most_200_characters() {
    assertThat(errorsOfSubject("é".repeat(200))).isEmpty();
    assertThat(errorsOfSubject("é".repeat(201)))
        .containsExactly(
            new FieldError(
                "mail_texts.validation.en.subject", "too_long", "has more than 200 characters"));
  }

  @Test
  void a_subject_belongs_to_one_kind_of_mail() {
    assertThat(errors(Map.of("*", Map.of("en", new MailText("News", null, null)))))
        .containsExactly(
            new FieldError(
                "mail_texts.*.en.subject",
                "not_allowed",
                "needs a kind of mail: mails differ by subject"));
  }

  @Test
  void a_text_has_at_most_1000_characters_in_any_number_of_lines() {
    assertThat(errors(new MailText(null, "a\r\n\nb", "😀".repeat(1_000)))).isEmpty();
    assertThat(errors(new MailText(null, "a".repeat(1_001), "a\tb")))
        .extracting(error -> error.field() + " " + error.code())
        .containsExactly(
            "mail_texts.validation.en.above too_long",
            "mail_texts.validation.en.below control_character");
  }

  @Test
  void all_texts_together_have_at_most_40000_characters() {
    var text = new MailText(null, "a".repeat(1_000), "b".repeat(998)); // and en
    var texts = new HashMap<String, Map<String, MailText>>();
    var languages = new HashMap<String, MailText>();
    for (int i = 0; i < 20; i++) languages.put("en-" + (100 + i), text);
    texts.put("*", languages);

    assertThat(errors(texts)).extracting(FieldError::code).containsExactly("too_long");
    languages.remove("en-100");
    assertThat(errors(texts)).isEmpty();
  }
}
