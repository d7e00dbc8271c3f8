package org.registrationapi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses and names that are longer than a line of a phone, on pages and in mails. */
final class LongInputBrowserIT extends InBrowser {
  private static final String ADDRESS =
      "maximiliane.hohenzollern@mathematics.facultyofscience.someuniversity.example.com";

  /** 240 characters, most without a place to break. */
  private static final String LONGEST =
      "a".repeat(64) + "@" + "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(43) + ".com";

  private static final String NAME =
      "Donaudampfschifffahrtsgesellschaft".repeat(3).substring(0, 100);

  private void show(String server, String email, String locale, String scheme) {
    app.register(app.server(Map.of("name", server, "display_name", NAME)), email, locale);
    browser.resize(360, 900);
    browser.preferColorScheme(scheme);
    browser.go(app.link(email));
  }

  /** The number of texts in an element that take more than one line, without a place to break. */
  private long brokenPieces(String css) {
    return (Long)
        browser
            .driver()
            .executeScript(
                """
                return [...document.querySelector(arguments[0]).childNodes].filter(node => {
                  const range = document.createRange();
                  range.selectNodeContents(node);
                  return node.nodeType === Node.TEXT_NODE && range.getClientRects().length > 1;
                }).length;
                """,
                css);
  }

  private String copied(String css) {
    return (String)
        browser
            .driver()
            .executeScript(
                """
                getSelection().selectAllChildren(document.querySelector(arguments[0]));
                return getSelection().toString();
                """,
                css);
  }

  @ParameterizedTest
  @CsvSource({"en, light", "ar, dark"})
  void an_address_on_a_page_breaks_after_its_at_sign_and_dots(String locale, String scheme)
      throws IOException {
    var email = locale + "." + ADDRESS;
    show("long-" + locale, email, locale, scheme);

    browser.screenshot("long-page-" + locale + "-" + scheme);

    assertThat(browser.widthOfContent()).isEqualTo(360);
    assertThat(brokenPieces(".address")).isZero();
    assertThat(copied(".address")).isEqualTo(email);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void an_address_without_such_places_breaks_somewhere() throws IOException {
    show("longest", LONGEST, "de", "light");

    browser.screenshot("longest-page");

    assertThat(browser.widthOfContent()).isEqualTo(360);
    assertThat(copied(".address")).isEqualTo(LONGEST);
  }

  @ParameterizedTest
  @CsvSource({"en, light", "ar, dark"})
  void an_address_in_a_mail_breaks_there_too(String locale, String scheme) throws IOException {
    app.server(Map.of("name", "mail-" + locale, "display_name", NAME));
    browser.resize(360, 1080);
    browser.preferColorScheme(scheme);

    browser.go(url("/mailbox/" + app.sendTestMail("mail-" + locale, ADDRESS, locale)));

    browser.screenshot("long-mail-" + locale + "-" + scheme);
    assertThat(browser.widthOfContent()).isEqualTo(360);
    assertThat(browser.text(".card")).contains(ADDRESS);
    assertThat(browser.findAll(".card wbr")).hasSize(6);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void the_longest_address_in_a_mail_fits_a_phone() throws IOException {
    app.server(Map.of("name", "mail-longest", "display_name", NAME));
    browser.resize(360, 1080);

    browser.go(url("/mailbox/" + app.sendTestMail("mail-longest", LONGEST, "de")));

    browser.screenshot("longest-mail");
    assertThat(browser.widthOfContent()).isEqualTo(360);
  }

  @Test
  void the_PIN_of_a_mail_is_selected_by_one_click() {
    app.server(Map.of("name", "pin"));
    browser.go(url("/mailbox/" + app.sendTestMail("pin", "ada@example.com", "en")));

    browser.click(".pin");

    assertThat(browser.driver().executeScript("return getSelection().toString()").toString())
        .matches("[0-9]{6}");
  }
}
