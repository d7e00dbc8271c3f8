package org.registrationapi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The pages of a password reset and of an email change. */
final class LinkPagesBrowserIT extends InBrowser {
  private static final String OLD = "correct horse battery";
  private static final String NEW = "purple monkey dishwasher";
  private static String shop;

  @BeforeAll
  static void makeServer() {
    shop = app.server(Map.of("name", "shop", "display_name", "The Little Shop"));
  }

  private static String resetLink(String email, String locale) {
    app.activate(shop, email, locale);
    return app.resetLink(shop, email);
  }

  @Test
  void a_new_password_is_saved_and_the_page_confirms_it() {
    browser.go(resetLink("ada@example.com", "en"));
    assertThat(browser.text(".server")).contains("The Little Shop");
    assertThat(browser.text(".address")).isEqualTo("ada@example.com");

    browser.find("#password").sendKeys(NEW);
    browser.click("button.primary");

    browser.awaitHeading("Your password was changed");
    assertThat(app.isPassword(shop, "ada@example.com", NEW)).isTrue();
    assertThat(app.isPassword(shop, "ada@example.com", OLD)).isFalse();
    assertThat(browser.findAll("button, input")).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void a_refused_password_is_explained_at_the_focused_field() {
    browser.go(resetLink("bob@example.com", "fr"));

    browser.find("#password").sendKeys("password1234");
    browser.click("button.primary");

    assertThat(browser.text("#password-error"))
        .startsWith("Ce mot de passe est trop facile à deviner");
    assertThat(browser.driver().getTitle()).startsWith("Erreur");
    browser.until(now -> browser.focused().equals(browser.find("#password")) ? true : null);
    assertThat(browser.find("#password").getDomAttribute("aria-describedby"))
        .isEqualTo("password-error password-hint");
    assertThat(browser.find("#password").getDomProperty("value")).isEmpty();
    browser.find("#password").sendKeys(NEW);
    browser.press(Keys.ENTER);
    browser.awaitHeading("Votre mot de passe a été modifié");
    assertThat(browser.complaints())
        .allMatch(complaint -> complaint.contains("status of 422"), "only the answer's status");
  }

  @Test
  void both_pages_work_without_javascript() {
    var reset = resetLink("cleo@example.com", "en");
    try (var plain = Browser.withoutJavaScript()) {
      plain.go(reset);
      plain.find("#password").sendKeys(NEW);
      plain.click("button.primary");
      plain.awaitHeading("Your password was changed");

      plain.go(app.changeLink(shop, "cleo@example.com", "cleo.new@example.com"));
      plain.click("button.primary");
      plain.awaitHeading("Your email address was changed");
    }
    assertThat(app.isPassword(shop, "cleo.new@example.com", NEW)).isTrue();
  }

  @Test
  void tab_reaches_the_field_and_then_the_button_and_enter_sends() {
    browser.go(resetLink("dan@example.com", "en"));

    browser.press(Keys.TAB);
    assertThat(browser.focused()).isEqualTo(browser.find("#password"));
    browser.focused().sendKeys(NEW);
    browser.press(Keys.TAB);
    assertThat(browser.focused()).isEqualTo(browser.find("button.primary"));
    browser.press(Keys.ENTER);

    browser.awaitHeading("Your password was changed");
  }

  @Test
  void the_reset_page_sets_no_cookies_and_calls_no_other_host() {
    browser.go(resetLink("eve@example.com", "en"));
    browser.find("#password").sendKeys(NEW);
    browser.click("button.primary");
    browser.awaitHeading("Your password was changed");

    assertThat(browser.driver().manage().getCookies()).isEmpty();
    assertThat(browser.hostsAsked()).containsExactly("localhost:" + app.port());
  }

  @ParameterizedTest
  @CsvSource({
    "phone, 360, 740, light, en",
    "phone, 360, 740, dark, ar",
    "desk, 1280, 800, light, de",
    "desk, 1280, 800, dark, es"
  })
  void every_state_is_accessible_and_fits_the_screen(
      String device, int width, int height, String scheme, String locale)
      throws IOException, SQLException {
    var look = device + "-" + scheme + "-" + locale;
    var ada = "ada@" + look + ".example.com";
    var bob = "bob@" + look + ".example.com";
    browser.resize(width, height);
    browser.preferColorScheme(scheme);
    app.activate(shop, ada, locale);
    app.activate(shop, bob, locale);

    browser.go(url("/password-reset/forged"));
    check("forged", "reset-forged-" + look, width);
    browser.go(url("/email-change/forged"));
    check("forged", "change-forged-" + look, width);
    var expired = app.resetLink(shop, ada);
    app.expireLinks();
    browser.go(expired);
    check("expired", "reset-expired-" + look, width);

    var reset = app.resetLink(shop, ada);
    browser.go(reset);
    check("pending", "reset-pending-" + look, width);
    browser.find("#password").sendKeys("password1234");
    browser.click("button.primary");
    browser.find("#password-error");
    check("pending", "reset-refused-" + look, width);
    browser.find("#password").sendKeys(NEW);
    browser.click("button.primary");
    check("changed", "reset-changed-" + look, width);
    browser.go(reset);
    check("replaced", "reset-replaced-" + look, width);

    browser.go(app.changeLink(shop, ada, bob));
    check("pending", "change-pending-" + look, width);
    browser.click("button.primary");
    check("taken", "change-taken-" + look, width);
    browser.go(app.changeLink(shop, ada, "new." + ada));
    browser.click("button.primary");
    check("changed", "change-changed-" + look, width);
  }

  private void check(String state, String name, int width) throws IOException {
    browser.find("main." + state);
    browser.screenshot(name);
    assertThat(browser.widthOfContent()).as("width of %s", name).isEqualTo(width);
    assertThat(new AxeBuilder().analyze(browser.driver()).getViolations()).as(name).isEmpty();
  }
}
