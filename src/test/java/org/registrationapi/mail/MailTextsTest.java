package org.registrationapi.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailTextsTest {
  private static MailText above(String text) {
    return new MailText(null, text, null);
  }

  private static MailTheme theme(Map<String, Map<String, MailText>> texts) {
    return new MailTheme("Shop", "en", null, null, "old above", "old below", texts);
  }

  private static final Map<String, Map<String, MailText>> TEXTS =
      Map.of(
          "password_changed",
          Map.of("fr", above("kind fr"), "fr-CA", above("kind fr-CA"), "*", above("kind *")),
          "*",
          Map.of("fr", above("* fr"), "de", above("* de"), "de-AT", above("* de-AT")),
          "validation",
          Map.of("es", above("validation es")));

  @ParameterizedTest
  @CsvSource({
    "fr, kind fr",
    "fr-CA, kind fr-CA",
    "FR-ca, kind fr-CA",
    "fr-BE, kind fr",
    "fr-Latn-CA, kind fr",
    "de, * de",
    "de-AT, * de-AT",
    "de-CH, * de",
    "es, kind *",
    "ar, kind *"
  })
  void a_text_in_the_language_comes_first_then_one_of_the_kind(String tag, String text) {
    assertThat(theme(TEXTS).own(MailKind.PASSWORD_CHANGED, tag).above()).isEqualTo(text);
  }

  @Test
  void each_part_is_looked_for_by_itself() {
    var texts =
        Map.of(
            "email_change",
            Map.of("ar", new MailText("s ar", null, null), "*", new MailText("s *", "a *", null)),
            "*",
            Map.of("*", new MailText(null, "a * *", "b * *")));

    assertThat(theme(texts).own(MailKind.EMAIL_CHANGE, "ar"))
        .isEqualTo(new MailText("s ar", "a *", "b * *"));
  }

  @Test
  void a_text_of_another_language_or_kind_is_not_used() {
    var texts = Map.of("password_changed", Map.of("en", new MailText("s", "a", "b")));

    assertThat(theme(texts).own(MailKind.PASSWORD_CHANGED, "ar"))
        .isEqualTo(new MailText(null, null, null));
    assertThat(theme(texts).own(MailKind.PASSWORD_RESET, "en"))
        .isEqualTo(new MailText(null, null, null));
  }

  @Test
  void the_older_texts_are_used_last_and_only_in_validation_mails() {
    assertThat(theme(TEXTS).own(MailKind.VALIDATION, "es"))
        .isEqualTo(new MailText(null, "validation es", "old below"));
    assertThat(theme(Map.of()).own(MailKind.VALIDATION, "ar"))
        .isEqualTo(new MailText(null, "old above", "old below"));
    assertThat(theme(Map.of()).own(MailKind.EMAIL_CHANGED, "en"))
        .isEqualTo(new MailText(null, null, null));
  }

  @Test
  void nulls_and_empty_parts_are_removed() {
    var languages = new HashMap<String, MailText>();
    languages.put("en", null);
    languages.put("fr", new MailText(null, null, null));
    var texts = new HashMap<String, Map<String, MailText>>(Map.of("validation", languages));
    texts.put("password_reset", null);
    texts.put("*", Map.of("*", above("hello")));

    assertThat(MailTexts.tidy(texts)).isEqualTo(Map.of("*", Map.of("*", above("hello"))));
    assertThat(MailTexts.tidy(null)).isEmpty();
    assertThat(MailTexts.length(texts)).isEqualTo(7);
  }

  @Test
  void texts_are_stored_as_JSON_without_missing_parts() {
    var texts = Map.of("validation", Map.of("ar", above("أهلًا\n\"<b>\"")));

    var json = MailTexts.json(texts);

    assertThat(json).isEqualTo("{\"validation\":{\"ar\":{\"above\":\"أهلًا\\n\\\"<b>\\\"\"}}}");
    assertThat(MailTexts.parse(json)).isEqualTo(texts);
    assertThatThrownBy(() -> MailTexts.parse("[]")).isInstanceOf(IllegalArgumentException.class);
  }
}
