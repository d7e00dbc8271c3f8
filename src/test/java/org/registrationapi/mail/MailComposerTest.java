package org.registrationapi.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.LinkSecrets;
import org.registrationapi.secrets.LinkSecrets.LinkId;
import org.registrationapi.secrets.Secret;
import org.registrationapi.secrets.SecretKeys;
import org.registrationapi.text.Templates;

class MailComposerTest {
  private static final LinkId ID =
      new LinkId(42, UUID.fromString("0199c3a5-d2f0-7c1e-8a2b-3c4d5e6f7081"));

  private final LinkSecrets secrets =
      new LinkSecrets(SecretKeys.only(new Secret("0123456789abcdef0123456789abcdef")), 6);
  private final MailComposer composer =
      new MailComposer(
          new Templates(),
          secrets,
          URI.create("https://register.example.com/base"),
          Duration.ofMinutes(15));
  private final String link =
      "https://register.example.com/base/validation/" + secrets.token(LinkPurpose.VALIDATION, ID);

  private MailContent compose(String locale, String displayName) {
    return compose(locale, "en", displayName);
  }

  private MailContent compose(String locale, String serverLocale, String displayName) {
    return compose(locale, serverLocale, displayName, null, false);
  }

  private MailContent compose(
      String locale, String serverLocale, String displayName, String firstName, boolean isTest) {
    return composer.compose(
        new Mail(
            ID.serverId(),
            ID.id(),
            isTest ? null : ID.id(),
            "validation",
            "ada@example.com",
            locale,
            firstName,
            new MailTheme(displayName, serverLocale, null, null, null, null, Map.of()),
            null,
            null,
            null,
            86_400,
            1,
            false,
            "queued",
            Instant.EPOCH));
  }

  @Test
  void the_English_validation_mail_has_this_text() {
    var content = compose("en", "The Little Shop");

    assertThat(content.subject()).isEqualTo("The Little Shop: activate your registration");
    assertThat(content.text())
        .isEqualTo(
            """
            Somebody, hopefully you, registered at The Little Shop with this address: ada@example.com

            Follow this link to activate your registration:

            %s

            Or enter this PIN where you registered:

            %s

            The link works for 24 hours, the PIN for 15 minutes.

            If this wasn’t you, ignore this mail, or follow the link and say so there.

            --\s
            The Little Shop
            """
                .formatted(link, secrets.pin(ID)));
  }

  @Test
  void a_French_user_gets_a_French_mail() {
    var content = compose("fr-CA", "La Boutique");

    assertThat(content.subject()).isEqualTo("La Boutique\u00a0: activez votre inscription");
    assertThat(content.text())
        .startsWith(
            "Quelqu’un, sans doute vous, s’est inscrit sur La Boutique avec cette adresse\u00a0: ada@example.com\n")
        .contains(
            "\nLe lien fonctionne pendant 24\u00a0heures, le code PIN pendant 15\u00a0minutes.\n");
    assertThat(content.html())
        .contains(
            "<html lang=\"fr\" dir=\"ltr\">", ">Activer</a>", "Activez votre inscription</h1>");
  }

  @ParameterizedTest
  @CsvSource({", fr, fr", "tlh, fr, fr", "en, fr, en", "tlh, tlh, en"})
  void the_language_is_the_users_the_servers_or_English(
      String locale, String serverLocale, String language) {
    assertThat(compose(locale, serverLocale, "Shop").html())
        .contains("<html lang=\"" + language + "\"");
  }

  @ParameterizedTest
  @FieldSource("org.registrationapi.text.Messages#LANGUAGES")
  void both_parts_have_the_link_and_the_PIN(String locale) {
    var content = compose(locale, "The Little Shop");

    assertThat(content.link()).contains(link);
    assertThat(content.html())
        .contains("<a href=\"" + link + "\"", ">" + link + "</a>", ">" + secrets.pin(ID) + "</td>");
    assertThat(content.text().lines()).contains(link, secrets.pin(ID));
  }

  @ParameterizedTest
  @FieldSource("org.registrationapi.text.Messages#LANGUAGES")
  void every_placeholder_is_filled(String locale) {
    var content = compose(locale, "The Little Shop");

    assertThat(content.subject() + content.text() + content.html())
        .doesNotContainPattern("\\{[0-9]")
        .doesNotContain("null");
  }

  @Test
  void a_server_name_is_escaped_in_the_HTML() {
    var html = compose("en", "<b>&\"'").html();

    assertThat(html).doesNotContain("<b>").doesNotContain("&\"");
    assertThat(html).contains("<title>&lt;b&gt;&amp;", "registered at &lt;b&gt;&amp;");
  }

  @Test
  void a_server_name_is_unchanged_in_the_text_and_the_subject() {
    var content = compose("en", "<b>&\"' {0} ’é");

    assertThat(content.subject()).isEqualTo("<b>&\"' {0} ’é: activate your registration");
    assertThat(content.text())
        .startsWith("Somebody, hopefully you, registered at <b>&\"' {0} ’é with this address:")
        .doesNotContain("&amp;", "&lt;", "&#");
  }

  @ParameterizedTest
  @CsvSource({
    "en, 'Hello Grace,'",
    "fr, 'Bonjour Grace,'",
    "es, 'Hola, Grace:'",
    "de, 'Guten Tag Grace!'",
    "ar, 'مرحبًا \u2068Grace\u2069،'"
  })
  void a_user_with_a_harmless_first_name_is_greeted(String locale, String greeting) {
    var content = compose(locale, "en", "Shop", "Grace", false);

    assertThat(content.text()).startsWith(greeting + "\n\n");
    assertThat(content.html()).contains(">" + greeting + "</p>");
  }

  @Test
  void a_first_name_that_may_be_misused_is_ignored() {
    assertThat(compose("en", "en", "Shop", "www.evil.com", false))
        .isEqualTo(compose("en", "en", "Shop", null, false));
  }

  @Test
  void a_test_mail_is_marked_and_greets_a_sample_user() {
    var content = compose("fr", "en", "Shop", null, true);

    assertThat(content.subject()).isEqualTo("[Test] Shop\u00a0: activez votre inscription");
    assertThat(content.text()).startsWith("Bonjour Ada,\n\n");
    assertThat(content.link()).contains(link);
  }

  @Test
  void the_same_row_gives_the_same_mail_every_time() {
    assertThat(compose("en", "Shop")).isEqualTo(compose("en", "Shop"));
  }
}
