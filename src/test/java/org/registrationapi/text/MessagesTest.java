package org.registrationapi.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
  private static final Pattern PLACE = Pattern.compile("\\{([0-9])");
  private static final Properties ENGLISH = sentences("en");

  static final List<String> LANGUAGES = Messages.LANGUAGES;

  private static Properties sentences(String language) {
    try {
      var sentences = new Properties();
      sentences.load(new StringReader(Resources.text("/messages_" + language + ".properties")));
      return sentences;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @FieldSource("LANGUAGES")
  void every_language_has_the_same_sentences(String language) {
    assertThat(sentences(language).keySet()).isEqualTo(ENGLISH.keySet());
  }

  @ParameterizedTest
  @FieldSource("LANGUAGES")
  void no_sentence_is_blank(String language) {
    assertThat(sentences(language).values()).map(String::valueOf).noneMatch(String::isBlank);
  }

  @ParameterizedTest
  @FieldSource("LANGUAGES")
  void a_sentence_has_the_same_placeholders_in_every_language(String language) {
    sentences(language)
        .forEach(
            (key, sentence) ->
                assertThat(places(sentence)).as("%s", key).isEqualTo(places(ENGLISH.get(key))));
  }

  private static Set<String> places(Object sentence) {
    return PLACE
        .matcher(sentence.toString())
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  /** It would begin a quotation, and the placeholders after it would not be filled. */
  @ParameterizedTest
  @FieldSource("LANGUAGES")
  void no_sentence_has_a_straight_apostrophe(String language) {
    assertThat(sentences(language).values()).map(String::valueOf).noneMatch(s -> s.contains("'"));
  }

  @Test
  void placeholders_are_filled_literally() {
    assertThat(Messages.of("en").get("mail.validation.life", "{1} d'or", "<b>"))
        .isEqualTo("The link works for {1} d'or, the PIN for <b>.");
  }

  @Test
  void an_unknown_key_is_an_error() {
    assertThatThrownBy(() -> Messages.of("en").get("no.such.key"))
        .isInstanceOf(MissingResourceException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "fr, fr",
    "FR, fr",
    "fr-CA, fr",
    "fr-Latn-FR, fr",
    "en-GB, en",
    "es-419, es",
    "de-AT, de",
    "ar-EG, ar",
    "ar-u-nu-arab, ar",
    "it, en",
    "frr, en",
    "fr_CA, en",
    "nonsense, en",
    "'', en"
  })
  void the_language_of_the_locale_is_used_or_else_English(String locale, String language) {
    assertThat(Messages.of(locale).language()).isEqualTo(language);
  }

  @Test
  void the_first_supported_locale_is_used() {
    assertThat(Messages.of(null, "it", "fr-CA", "en").language()).isEqualTo("fr");
    assertThat(Messages.of("en", "fr").language()).isEqualTo("en");
    assertThat(Messages.of((String) null).language()).isEqualTo("en");
    assertThat(Messages.of().language()).isEqualTo("en");
  }

  @Test
  void the_chosen_tag_keeps_its_region() {
    assertThat(Messages.chosen(null, "it", "fr-CA", "en")).isEqualTo("fr-CA");
    assertThat(Messages.chosen("nonsense", null)).isEqualTo("en");
  }

  @Test
  void only_Arabic_is_written_from_right_to_left() {
    assertThat(LANGUAGES.stream().filter(tag -> Messages.of(tag).direction().equals("rtl")))
        .containsExactly("ar");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fr | fr",
        "fr-CA | fr",
        "fr-FR;q=1.0, en;q=0.9 | fr",
        "en;q=0.2, fr;q=0.8 | fr",
        "fr;q=0.2, en;q=0.8 | en",
        "it, fr;q=0.1 | fr",
        "it, ar-SA;q=0.2 | ar",
        "*;q=0.5, fr;q=0.1 | fr",
        "fr;q=0, en | en",
      })
  void the_header_selects_the_best_supported_language(String header, String language) {
    assertThat(Messages.accepted(header)).isEqualTo(language);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "", " ", "it", "*", "fr;q=0", "-", "--", "-fr", "fr-", "fr;q=2", "fr;q=x", "fr;q=", "fr;;",
        ",", ";", "é", "\0"
      })
  void an_unsupported_or_invalid_header_selects_no_language(String header) {
    assertThat(Messages.accepted(header)).isNull();
  }

  @Test
  void a_header_of_more_than_200_characters_is_ignored() {
    assertThat(Messages.accepted("fr" + " ".repeat(198))).isEqualTo("fr");
    assertThat(Messages.accepted("fr" + " ".repeat(199))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 1 minute | 1 minute | 1 minuto | 1 Minute | دقيقة واحدة",
        "60 | 1 minute | 1 minute | 1 minuto | 1 Minute | دقيقة واحدة",
        "120 | 2 minutes | 2 minutes | 2 minutos | 2 Minuten | دقيقتين",
        "300 | 5 minutes | 5 minutes | 5 minutos | 5 Minuten | 5 دقائق",
        "600 | 10 minutes | 10 minutes | 10 minutos | 10 Minuten | 10 دقائق",
        "900 | 15 minutes | 15 minutes | 15 minutos | 15 Minuten | 15 دقيقة",
        "3540 | 59 minutes | 59 minutes | 59 minutos | 59 Minuten | 59 دقيقة",
        "3600 | 1 hour | 1 heure | 1 hora | 1 Stunde | ساعة واحدة",
        "3660 | 61 minutes | 61 minutes | 61 minutos | 61 Minuten | 61 دقيقة",
        "7200 | 2 hours | 2 heures | 2 horas | 2 Stunden | ساعتين",
        "10800 | 3 hours | 3 heures | 3 horas | 3 Stunden | 3 ساعات",
        "86400 | 24 hours | 24 heures | 24 horas | 24 Stunden | 24 ساعة",
        "90000 | 25 hours | 25 heures | 25 horas | 25 Stunden | 25 ساعة",
        "172800 | 2 days | 2 jours | 2 días | 2 Tage | يومين",
        "604800 | 7 days | 7 jours | 7 días | 7 Tage | 7 أيام",
        "950400 | 11 days | 11 jours | 11 días | 11 Tage | 11 يومًا",
        "2592000 | 30 days | 30 jours | 30 días | 30 Tage | 30 يومًا",
        "8640000 | 100 days | 100 jours | 100 días | 100 Tage | 100 يوم",
        "8812800 | 102 days | 102 jours | 102 días | 102 Tage | 102 يوم",
        "8899200 | 103 days | 103 jours | 103 días | 103 Tage | 103 أيام",
        "9590400 | 111 days | 111 jours | 111 días | 111 Tage | 111 يومًا"
      })
  void a_duration_has_its_largest_whole_unit_in_the_right_plural_form(
      long seconds, String english, String french, String spanish, String german, String arabic) {
    assertThat(
            LANGUAGES.stream()
                .map(language -> Messages.of(language).duration(seconds).replace('\u00a0', ' ')))
        .containsExactly(english, french, spanish, german, arabic);
  }

  @Test
  void a_number_and_its_unit_have_a_no_break_space_in_French_and_German() {
    assertThat(Messages.of("fr").duration(86_400)).isEqualTo("24\u00a0heures");
    assertThat(Messages.of("de").duration(900)).isEqualTo("15\u00a0Minuten");
  }
}
