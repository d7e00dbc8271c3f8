package org.registrationapi.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.links.LinkState.Kind;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.text.Messages;

class LinkPageModelTest {
  private static LinkPageModel page(
      String language, LinkPurpose purpose, Kind kind, String displayName, String... errors) {
    return new LinkPageModel(
        Messages.of(language),
        purpose,
        kind,
        displayName,
        "ada@example.com",
        null,
        null,
        "https://shop.example/",
        10,
        List.of(errors),
        PageTheme.of(Optional.empty()));
  }

  private static LinkPageModel page(String language, Kind kind, String displayName) {
    return page(language, LinkPurpose.VALIDATION, kind, displayName);
  }

  /** Each purpose with every kind of page that its links can show. */
  static Stream<Arguments> states() {
    return Stream.of(
            Map.entry(
                LinkPurpose.VALIDATION, EnumSet.complementOf(EnumSet.of(Kind.CHANGED, Kind.TAKEN))),
            Map.entry(
                LinkPurpose.PASSWORD_RESET,
                EnumSet.complementOf(EnumSet.of(Kind.ACTIVATED, Kind.REJECTED, Kind.TAKEN))),
            Map.entry(
                LinkPurpose.EMAIL_CHANGE,
                EnumSet.complementOf(EnumSet.of(Kind.ACTIVATED, Kind.REJECTED, Kind.REQUESTED))),
            Map.entry(
                LinkPurpose.EMAIL_UNDO,
                EnumSet.complementOf(EnumSet.of(Kind.ACTIVATED, Kind.REJECTED, Kind.REQUESTED))))
        .flatMap(of -> of.getValue().stream().map(kind -> Arguments.of(of.getKey(), kind)));
  }

  @ParameterizedTest
  @MethodSource("states")
  void every_state_has_a_title_and_a_text_in_every_language(LinkPurpose purpose, Kind kind) {
    for (var language : Messages.LANGUAGES) {
      var page = page(language, purpose, kind, "Shop");
      assertThat(page.say("title")).isNotBlank().doesNotContain("{");
      assertThat(page.say("text")).isNotBlank().doesNotContain("{");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"required", "too_short", "too_long", "invalid_text", "equals_email", "too_common"})
  void every_password_error_is_explained_in_every_language(String code) {
    for (var language : Messages.LANGUAGES) {
      var page = page(language, LinkPurpose.PASSWORD_RESET, Kind.PENDING, "Shop", code);
      assertThat(page.passwordErrors()).singleElement().asString().isNotBlank();
      assertThat(page.passwordErrors().get(0)).doesNotContain("{");
      assertThat(page.title()).contains(page.say("title")).doesNotStartWith(page.say("title"));
    }
  }

  @Test
  void the_error_for_a_short_password_names_the_minimum_length() {
    assertThat(
            Messages.LANGUAGES.stream()
                .map(
                    language ->
                        page(language, LinkPurpose.PASSWORD_RESET, Kind.PENDING, "", "too_short"))
                .map(page -> page.passwordErrors().get(0).replace('\u00a0', ' ')))
        .containsExactly(
            "This password is too short: it needs at least 10 characters.",
            "Ce mot de passe est trop court : il doit contenir au moins 10 caractères.",
            "Esta contraseña es demasiado corta: debe tener al menos 10 caracteres.",
            "Dieses Passwort ist zu kurz: Es braucht mindestens 10 Zeichen.",
            "كلمة المرور هذه قصيرة جدًا: المطلوب 10 أحرف على الأقل.");
  }

  @Test
  void the_text_names_the_server() {
    assertThat(page("en", Kind.ACTIVATED, "The Little Shop").say("text"))
        .isEqualTo(
            "You are now registered at The Little Shop. You can close this page and continue there.");
  }

  @Test
  void a_page_without_a_server_uses_general_words() {
    assertThat(page("en", Kind.REPLACED, null).say("text"))
        .contains("register at the website again");
    assertThat(page("fr", Kind.REPLACED, null).say("text")).contains("le site");
    assertThat(page("en", Kind.FORGED, null).title()).isEqualTo("This link is not valid");
  }

  @Test
  void the_link_to_the_server_has_its_name_in_every_language() {
    assertThat(
            Messages.LANGUAGES.stream()
                .map(language -> page(language, Kind.ACTIVATED, "The Little Shop").homeWords()))
        .containsExactly(
            "Go to The Little Shop",
            "Continuer vers The Little Shop",
            "Ir a The Little Shop",
            "Weiter zu The Little Shop",
            "الانتقال إلى \u2068The Little Shop\u2069");
  }

  @ParameterizedTest
  @CsvSource({"Shop, S", "é, é", "😀 Shop, 😀", "李, 李"})
  void the_initial_is_the_whole_first_character(String displayName, String initial) {
    assertThat(page("en", Kind.PENDING, displayName).initial()).isEqualTo(initial);
  }
}
