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
        10,
        List.of(errors),
        PageLook.of(Optional.empty()));
  }

  private static LinkPageModel page(String language, Kind kind, String displayName) {
    return page(language, LinkPurpose.VALIDATION, kind, displayName);
  }

  /** What can become of the links of a purpose. */
  static Stream<Arguments> states() {
    return Stream.of(
            Map.entry(
                LinkPurpose.VALIDATION, EnumSet.complementOf(EnumSet.of(Kind.CHANGED, Kind.TAKEN))),
            Map.entry(
                LinkPurpose.PASSWORD_RESET,
                EnumSet.complementOf(EnumSet.of(Kind.ACTIVATED, Kind.REJECTED, Kind.TAKEN))),
            Map.entry(
                LinkPurpose.EMAIL_CHANGE,
                EnumSet.complementOf(EnumSet.of(Kind.ACTIVATED, Kind.REJECTED))))
        .flatMap(of -> of.getValue().stream().map(kind -> Arguments.of(of.getKey(), kind)));
  }

  @ParameterizedTest
  @MethodSource("states")
  void every_state_has_its_words_in_every_language(LinkPurpose purpose, Kind kind) {
    for (var language : Messages.LANGUAGES) {
      var page = page(language, purpose, kind, "Shop");
      assertThat(page.say("title")).isNotBlank().doesNotContain("{");
      assertThat(page.say("text")).isNotBlank().doesNotContain("{");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"required", "too_short", "too_long", "invalid_text", "equals_email", "too_common"})
  void every_reason_against_a_password_has_its_words_in_every_language(String code) {
    for (var language : Messages.LANGUAGES) {
      var page = page(language, LinkPurpose.PASSWORD_RESET, Kind.PENDING, "Shop", code);
      assertThat(page.passwordErrors()).singleElement().asString().isNotBlank();
      assertThat(page.passwordErrors().get(0)).doesNotContain("{");
      assertThat(page.title()).contains(page.say("title")).doesNotStartWith(page.say("title"));
    }
  }

  @Test
  void a_password_that_is_too_short_is_told_how_long_it_must_be() {
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
  void the_words_name_the_server() {
    assertThat(page("en", Kind.ACTIVATED, "The Little Shop").say("text"))
        .isEqualTo(
            "You are now registered at The Little Shop. You can close this page and continue there.");
  }

  @Test
  void an_unknown_server_has_words_in_its_place() {
    assertThat(page("en", Kind.EXPIRED, null).say("text"))
        .contains("Request a new mail at the website");
    assertThat(page("fr", Kind.EXPIRED, null).say("text")).contains("le site");
    assertThat(page("en", Kind.FORGED, null).title()).isEqualTo("This link is not valid");
  }

  @ParameterizedTest
  @CsvSource({"Shop, S", "é, é", "😀 Shop, 😀", "李, 李"})
  void the_initial_is_the_first_character_whole(String displayName, String initial) {
    assertThat(page("en", Kind.PENDING, displayName).initial()).isEqualTo(initial);
  }
}
