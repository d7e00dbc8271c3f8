package org.registrationapi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.WebElement;

/** The layout of the mails, on a phone and on a desktop, light and dark, in every language. */
final class MailPreviewBrowserIT extends InBrowser {
  private static final Set<String> NOTICES = Set.of("password_changed", "email_restored");
  private static final String LIGHT = "rgba(244, 243, 239, 1)";

  /** WCAG only: best practice also wants landmarks, which a mail does not need. */
  private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa");

  private static final String DARK = "rgba(16, 19, 25, 1)";

  @BeforeAll
  static void makeServers() {
    app.server(Map.of("name", "shop", "display_name", "The Little Shop"));
    app.server(
        Map.of(
            "name", "club",
            "display_name", "Donaudampfschifffahrtsgesellschaftskapitänsverein",
            "accent_colour", "#ffcc00",
            "text_above", "Willkommen an Bord!\nSchön, dass Sie dabei sind.",
            "text_below", "Donaudampfschifffahrtsgesellschaftskapitänsverein e. V.\nKai 1, Wien"));
  }

  @BeforeEach
  void sendTheAdminKey() {
    browser.proveWith(RunningApp.ADMIN_KEY);
  }

  private void open(String server, String locale, String scheme, int width) {
    browser.resize(width, width < 600 ? 1080 : 1000);
    browser.preferColorScheme(scheme);
    browser.go(url("/servers/" + server + "/mails/validation?format=html&locale=" + locale));
    browser.find(".card");
  }

  @ParameterizedTest
  @CsvSource({
    "shop, en, light, 360", "shop, en, dark, 360", "shop, en, light, 1280", "shop, en, dark, 1280",
    "shop, ar, light, 360", "shop, ar, dark, 360", "shop, ar, light, 1280", "shop, fr, light, 360",
    "shop, es, light, 360", "club, de, light, 360", "club, de, dark, 360", "club, de, light, 1280"
  })
  void a_mail_fits_the_screen_with_its_colours_and_direction(
      String server, String locale, String scheme, int width) throws IOException {
    open(server, locale, scheme, width);

    browser.screenshot("mail-" + server + "-" + locale + "-" + scheme + "-" + width);
    assertThat(browser.widthOfContent()).isEqualTo(width);
    assertThat(browser.find("body").getCssValue("background-color"))
        .isEqualTo(scheme.equals("dark") ? DARK : LIGHT);
    assertThat(browser.find("html").getCssValue("direction"))
        .isEqualTo(locale.equals("ar") ? "rtl" : "ltr");
    assertThat(browser.find(".pin").getCssValue("direction")).isEqualTo("ltr");
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "password_reset, shop, en, light, 360", "password_changed, shop, ar, dark, 360",
    "email_change, club, de, light, 360", "email_changed, shop, fr, light, 1280",
    "email_change_requested, shop, ar, dark, 360", "email_restored, shop, en, light, 360"
  })
  void the_other_mails_have_the_same_layout(
      String kind, String server, String locale, String scheme, int width) throws IOException {
    browser.resize(width, width < 600 ? 1080 : 1000);
    browser.preferColorScheme(scheme);
    browser.go(url("/servers/" + server + "/mails/" + kind + "?format=html&locale=" + locale));
    browser.find(".card");

    browser.screenshot("mail-" + kind + "-" + locale + "-" + scheme + "-" + width);
    assertThat(browser.widthOfContent()).isEqualTo(width);
    assertThat(browser.find("body").getCssValue("background-color"))
        .isEqualTo(scheme.equals("dark") ? DARK : LIGHT);
    assertThat(browser.findAll(".pin")).isEmpty();
    assertThat(browser.findAll(".button a")).hasSize(NOTICES.contains(kind) ? 0 : 1);
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ar, dark, rtl, تنبيه من المتجر", "fr, light, ltr, Un mot de la boutique"})
  void a_mail_has_the_servers_texts_in_its_language(
      String locale, String scheme, String direction, String above) throws IOException {
    var texts =
        Map.of(
            "password_changed", Map.of(locale, Map.of("above", above)),
            "*", Map.of("*", Map.of("below", "The Little Shop\n1 Market Street")));
    app.server(Map.of("name", "worded-" + locale, "mail_texts", texts));
    browser.resize(360, 1080);
    browser.preferColorScheme(scheme);

    browser.go(
        url("/servers/worded-" + locale + "/mails/password_changed?format=html&locale=" + locale));

    browser.screenshot("mail-worded-" + locale + "-" + scheme);
    assertThat(browser.text(".card")).contains(above, "The Little Shop\n1 Market Street");
    assertThat(browser.find(".card p[dir]").getCssValue("direction")).isEqualTo(direction);
    assertThat(browser.widthOfContent()).isEqualTo(360);
    assertThat(browser.complaints()).isEmpty();
  }

  /** Opens the mail in the mailbox, because a preview is sandboxed and cannot be analysed. */
  @ParameterizedTest
  @CsvSource({"shop, en, light", "shop, en, dark", "club, ar, light", "club, de, dark"})
  void a_mail_is_accessible(String server, String locale, String scheme) {
    var mail = app.sendTestMail(server, "operator@example.com", locale);
    browser.resize(360, 1080);
    browser.preferColorScheme(scheme);
    browser.go(url("/mailbox/" + mail + "/html"));

    var results = new AxeBuilder().withTags(WCAG).analyze(browser.driver());

    assertThat(results.getPasses()).isNotEmpty();
    assertThat(results.getViolations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "shop, light, 'rgba(31, 94, 255, 1)', 'rgba(255, 255, 255, 1)'",
    "shop, dark, 'rgba(140, 171, 255, 1)', 'rgba(12, 21, 48, 1)'",
    "club, light, 'rgba(255, 204, 0, 1)', 'rgba(0, 0, 0, 1)'",
    "club, dark, 'rgba(255, 204, 0, 1)', 'rgba(0, 0, 0, 1)'"
  })
  void the_button_has_the_servers_colour_and_a_readable_label(
      String server, String scheme, String ground, String text) {
    open(server, "en", scheme, 360);

    assertThat(browser.find(".button").getCssValue("background-color")).isEqualTo(ground);
    assertThat(browser.find(".button a").getCssValue("color")).isEqualTo(text);
  }

  @Test
  void the_longest_words_fit_into_their_boxes() {
    open("club", "de", "light", 360);

    assertThat(browser.findAll(".card, .card p, .card h1, .button, .button a, .name, .pin"))
        .isNotEmpty()
        .allSatisfy(MailPreviewBrowserIT::fits);
  }

  private static void fits(WebElement element) {
    var box = element.getRect();
    assertThat(box.getX() + box.getWidth()).isLessThanOrEqualTo(360);
    assertThat(Long.parseLong(element.getDomProperty("scrollWidth")))
        .isLessThanOrEqualTo(Long.parseLong(element.getDomProperty("offsetWidth")));
  }

  @Test
  void the_PIN_is_selected_as_a_whole() {
    open("shop", "ar", "light", 360);

    assertThat(browser.find(".pin").getCssValue("user-select")).isEqualTo("all");
    assertThat(browser.text(".pin")).isEqualTo("123456");
  }

  @Test
  void a_preview_calls_no_other_host() {
    open("shop", "en", "light", 360);

    assertThat(browser.hostsAsked()).containsExactly("localhost:" + app.port());
  }

  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void the_validation_page_has_the_servers_colour_too(String scheme) throws IOException {
    var key =
        app.server(
            Map.of("name", "gold-" + scheme, "display_name", "Gold", "accent_colour", "#ffcc00"));
    app.register(key, scheme + "@example.com", "ar");
    browser.resize(360, 740);
    browser.preferColorScheme(scheme);

    browser.go(app.link(scheme + "@example.com"));

    browser.screenshot("validation-accent-" + scheme);
    assertThat(browser.find("button.primary").getCssValue("background-color"))
        .isEqualTo("rgba(255, 204, 0, 1)");
    assertThat(browser.find("button.primary").getCssValue("color")).isEqualTo("rgba(0, 0, 0, 1)");
    assertThat(browser.find("html").getCssValue("direction")).isEqualTo("rtl");
    assertThat(browser.widthOfContent()).isEqualTo(360);
    assertThat(new AxeBuilder().analyze(browser.driver()).getViolations()).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }
}
