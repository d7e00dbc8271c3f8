package org.registrationapi.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.secrets.LinkSecrets;
import org.registrationapi.secrets.Secret;
import org.registrationapi.secrets.SecretKeys;
import org.registrationapi.text.Messages;
import org.registrationapi.text.Templates;

/** Every mail in every language, as HTML and as text. */
class TemplatesTest {
  private static final String TOKEN =
      "preview-preview-preview-preview-preview-preview-preview-preview-preview-pre";

  private static final String LINK = "https://register.example.com/validation/" + TOKEN;

  private static final MailTheme PLAIN =
      new MailTheme("The Little Shop", "en", null, null, null, null, Map.of());

  private static final MailTheme FULL =
      new MailTheme(
          "The Little Shop",
          "en",
          "#ffcc00",
          "https://shop.example/logo.png?a=1&b=2",
          "Welcome!\r\nWe are glad.\n\n \nTruly.",
          "The Little Shop\n1 Market Street",
          Map.of());

  private final MailComposer composer =
      new MailComposer(
          new Templates(),
          new LinkSecrets(SecretKeys.only(new Secret("0123456789abcdef0123456789abcdef")), 6),
          URI.create("https://register.example.com"),
          Duration.ofMinutes(15));

  private MailContent mail(MailKind kind, String language, MailTheme theme) {
    return composer.preview(kind, language, theme, Duration.ofHours(24));
  }

  private String html(MailTheme theme) {
    return mail(MailKind.VALIDATION, "en", theme).html();
  }

  static Stream<Arguments> every_mail() {
    return Stream.of(MailKind.values())
        .flatMap(
            kind ->
                Messages.LANGUAGES.stream()
                    .flatMap(
                        language ->
                            Stream.of(PLAIN, FULL)
                                .map(theme -> Arguments.of(kind, language, theme))));
  }

  @ParameterizedTest
  @MethodSource("every_mail")
  void every_mail_is_complete_in_every_language(MailKind kind, String language, MailTheme theme) {
    var mail = mail(kind, language, theme);

    for (var part : new String[] {mail.subject(), mail.html(), mail.text()})
      assertThat(part)
          .isNotBlank()
          .doesNotContainPattern("\\{[0-9]")
          .doesNotContainPattern("mail\\.[a-z]") // a key without a text
          .doesNotContain("null", "choice", "%s", "\r");
    assertThat(mail.subject()).contains("The Little Shop").doesNotContain("\n");
    assertThat(mail.html())
        .contains("<html lang=\"" + language + "\"", "The Little Shop", "Ada", "ada@example.com");
    assertThat(mail.text()).contains("The Little Shop", "Ada", "ada@example.com");
  }

  @ParameterizedTest
  @MethodSource("every_mail")
  void a_mail_has_the_link_of_its_purpose_or_none(MailKind kind, String language, MailTheme theme) {
    var mail = mail(kind, language, theme);

    var link = kind.purpose().map(p -> "https://register.example.com" + p.path() + TOKEN);
    assertThat(mail.link()).isEqualTo(link);
    if (link.isPresent()) {
      assertThat(mail.html()).contains("href=\"" + link.get() + "\"", ">" + link.get() + "</a>");
      assertThat(mail.text().lines()).contains(link.get());
    } else {
      assertThat(mail.html()).doesNotContain("href=", "register.example.com");
      assertThat(mail.text()).doesNotContain("http");
    }
  }

  @ParameterizedTest
  @MethodSource("every_mail")
  void only_the_validation_mail_has_a_PIN(MailKind kind, String language, MailTheme theme) {
    var mail = mail(kind, language, theme);

    var hasPin = kind == MailKind.VALIDATION;
    assertThat(mail.html().contains(">123456</td>")).isEqualTo(hasPin);
    assertThat(mail.text().lines().toList().contains("123456")).isEqualTo(hasPin);
    assertThat(mail.html().contains("class=\"panel pin\"")).isEqualTo(hasPin);
  }

  @Test
  void the_English_password_reset_mail_has_this_text() {
    assertThat(mail(MailKind.PASSWORD_RESET, "en", PLAIN).text())
        .isEqualTo(
            """
            Hello Ada,

            Somebody, hopefully you, requested a new password for The Little Shop, where you are registered \
            with this address: ada@example.com

            Follow this link to choose a new password:

            https://register.example.com/password-reset/%s

            The link works for 24 hours, and only once.

            If this wasn’t you, ignore this mail: your password stays the same.

            --\s
            The Little Shop
            """
                .formatted(TOKEN));
  }

  @Test
  void the_English_password_changed_mail_has_this_text() {
    assertThat(mail(MailKind.PASSWORD_CHANGED, "en", PLAIN).text())
        .isEqualTo(
            """
            Hello Ada,

            Your password for The Little Shop has just been changed. You are registered there with this \
            address: ada@example.com

            If this wasn’t you, somebody may be able to read your mail. First change the password of your mailbox. \
            Then choose a new password at The Little Shop, and tell them what happened.

            --\s
            The Little Shop
            """);
  }

  @ParameterizedTest
  @FieldSource("org.registrationapi.text.Messages#LANGUAGES")
  void Arabic_is_right_to_left_except_for_the_link_and_the_PIN(String language) {
    var html = mail(MailKind.VALIDATION, language, FULL).html();

    var direction = language.equals("ar") ? "rtl" : "ltr";
    assertThat(html)
        .contains("<html lang=\"" + language + "\" dir=\"" + direction + "\">")
        .contains("class=\"ground\" lang=\"" + language + "\" dir=\"" + direction + "\"")
        .containsPattern("<td class=\"panel pin\" dir=\"ltr\"[^>]*>123456</td>")
        .containsPattern("<a href=\"[^\"]+\" dir=\"ltr\"[^>]*>" + LINK + "</a>")
        .contains(
            "<td class=\"card\" align=\"" + (language.equals("ar") ? "right" : "left") + "\"");
  }

  @Test
  void the_subject_is_in_the_mails_language() {
    assertThat(
            Messages.LANGUAGES.stream()
                .map(language -> mail(MailKind.VALIDATION, language, PLAIN).subject()))
        .containsExactly(
            "The Little Shop: activate your registration",
            "The Little Shop\u00a0: activez votre inscription",
            "The Little Shop: active su registro",
            "The Little Shop: Registrierung aktivieren",
            "تفعيل التسجيل في The Little Shop");
  }

  @Test
  void the_text_part_has_the_servers_own_texts() {
    assertThat(mail(MailKind.VALIDATION, "en", FULL).text())
        .isEqualTo(
            """
            Hello Ada,

            Welcome!
            We are glad.

            Truly.

            Somebody, hopefully you, registered at The Little Shop with this address: ada@example.com

            Follow this link to activate your registration:

            %s

            Or enter this PIN where you registered:

            123456

            The link works for 24 hours, the PIN for 15 minutes.

            If this wasn’t you, ignore this mail, or follow the link and say so there.

            The Little Shop
            1 Market Street

            --\s
            The Little Shop
            """
                .formatted(LINK));
  }

  @Test
  void the_HTML_part_has_the_servers_own_texts_as_paragraphs() {
    assertThat(html(FULL))
        .containsPattern("<p dir=\"auto\"[^>]*>Welcome!<br>We are glad.</p>")
        .containsPattern("<p dir=\"auto\"[^>]*>Truly.</p>")
        .containsPattern("<p dir=\"auto\"[^>]*>The Little Shop<br>1 Market Street</p>");
    assertThat(html(PLAIN)).doesNotContain("class=\"rule");
  }

  @Test
  void the_button_has_the_accent_colour_and_a_readable_label() {
    assertThat(html(FULL))
        .contains("bgcolor=\"#ffcc00\"", "background:#ffcc00;border:1px solid #")
        .contains("color:#000000;font-size:18px")
        .contains(".button, .button a { background:#ffcc00 !important;");
    assertThat(html(PLAIN))
        .contains("bgcolor=\"#1f5eff\"", "color:#ffffff;font-size:18px")
        .contains(".button, .button a { background:#8cabff !important;");
  }

  @Test
  void the_logo_replaces_the_initial_and_has_the_name_as_alt_text() {
    assertThat(html(FULL))
        .contains("src=\"https://shop.example/logo.png?a=1&amp;b=2\" alt=\"The Little Shop\"")
        .doesNotContain("class=\"initial\"");
    assertThat(html(PLAIN)).contains("class=\"initial\"").doesNotContain("<img");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "http://shop.example/logo.png",
        "data:image/svg+xml,<svg onload=alert(1)>",
        "https://shop.example/\" onerror=\"alert(1)",
        "https://",
        " "
      })
  void an_invalid_logo_is_ignored(String logo) {
    var mail = html(new MailTheme("The Little Shop", "en", null, logo, null, null, Map.of()));

    assertThat(mail).isEqualTo(html(PLAIN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"red", "#12345", "#000;}</style>", "expression(alert(1))", ""})
  void an_invalid_accent_is_ignored(String accent) {
    var mail = html(new MailTheme("The Little Shop", "en", accent, null, null, null, Map.of()));

    assertThat(mail).isEqualTo(html(PLAIN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</style><script>alert(1)</script>",
        "</title><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)",
        "<a href='https://evil.example'>click</a>",
        "{0} {1,choice,0#x} ${mail} $unsafe{x} <%= x %>",
        "&lt;b&gt; &amp; &#60;",
        "'"
      })
  void a_servers_own_texts_cannot_add_HTML_tags(String text) {
    for (var kind : MailKind.values())
      for (var language : Messages.LANGUAGES) {
        var mail = mail(kind, language, saying(text));
        var harmless = mail(kind, language, saying("harmless"));
        assertThat(tags(mail.html())).isEqualTo(tags(harmless.html()));
        assertThat(mail.text()).contains(text);
        assertThat(mail.subject()).contains(text);
      }
  }

  private static MailTheme saying(String text) {
    var own = Map.of("password_changed", Map.of("*", new MailText(text, text, text)));
    return new MailTheme(text, "en", null, "https://shop.example/l.png", text, text, own);
  }

  /** All tags but wbr, with the names of their attributes, without values and texts. */
  private static String tags(String html) {
    return Pattern.compile("<[^>]+>")
        .matcher(html.replace("<wbr>", "").replaceAll("\"[^\"]*\"", "\"\""))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @EnumSource(MailKind.class)
  void a_server_can_word_each_kind_of_mail(MailKind kind) {
    var own = new MailText("رسالة من المتجر", "أهلًا!\n\nوسهلًا!", "المتجر\nشارع السوق");
    var theme = with(Map.of(kind.word(), Map.of("ar", own)));

    var mail = mail(kind, "ar", theme);

    assertThat(mail.subject()).isEqualTo("رسالة من المتجر");
    assertThat(mail.html())
        .contains("<title>رسالة من المتجر</title>", "aria-label=\"رسالة من المتجر\"")
        .containsPattern("<p dir=\"auto\"[^>]*>أهلًا!</p>\\s*<p dir=\"auto\"[^>]*>وسهلًا!</p>")
        .containsPattern("<p dir=\"auto\"[^>]*>المتجر<br>شارع السوق</p>");
    assertThat(mail.text())
        .contains("Ada\u2069،\n\nأهلًا!\n\nوسهلًا!\n\n")
        .endsWith("\n\nالمتجر\nشارع السوق\n\n-- \nShop\n");
    assertThat(mail(kind, "en", theme)).isEqualTo(mail(kind, "en", with(Map.of())));
  }

  private static MailTheme with(Map<String, Map<String, MailText>> texts) {
    return new MailTheme("Shop", "en", null, null, null, null, texts);
  }

  @ParameterizedTest
  @EnumSource(MailKind.class)
  void the_older_texts_are_only_in_validation_mails(MailKind kind) {
    var isThere = kind == MailKind.VALIDATION;
    for (var language : Messages.LANGUAGES)
      assertThat(mail(kind, language, FULL).text().contains("Welcome!")).isEqualTo(isThere);
  }

  @Test
  void a_preview_PIN_has_the_configured_length() {
    for (var digits : new int[] {4, 8})
      assertThat(
              new MailComposer(
                      new Templates(),
                      new LinkSecrets(
                          SecretKeys.only(new Secret("0123456789abcdef0123456789abcdef")), digits),
                      URI.create("https://register.example.com"),
                      Duration.ofMinutes(15))
                  .preview(MailKind.VALIDATION, null, PLAIN, Duration.ofHours(1))
                  .text()
                  .lines())
          .contains("12345678".substring(0, digits));
  }
}
