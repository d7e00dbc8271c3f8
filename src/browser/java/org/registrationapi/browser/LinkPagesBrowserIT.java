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

/** The pages of a password reset, of an email change, and of taking that back. */
final class LinkPagesBrowserIT extends InBrowser {
  private static final String OLD = "correct horse battery";
  private static final String NEW = "purple monkey dishwasher";
  private static String shop;

  @BeforeAll
  static void makeServer() {
    shop =
        app.server(
            Map.of(
                "name",
                "shop",
                "display_name",
                "The Little Shop",
                "home_url",
                "https://shop.example"));
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
  void the_password_is_shown_while_the_box_is_checked_and_sent_hidden() {
    browser.go(resetLink("finn@example.com", "en"));
    var field = browser.find("#password");
    var box = browser.find("#show-password");
    field.sendKeys("short");
    assertThat(browser.text("label.show")).isEqualTo("Show password");
    assertThat(box.getAccessibleName()).isEqualTo("Show password");

    browser.click("label.show");
    assertThat(field.getDomProperty("type")).isEqualTo("text");
    assertThat(field.getDomProperty("value")).isEqualTo("short");
    browser.click("label.show");
    assertThat(field.getDomProperty("type")).isEqualTo("password");

    box.sendKeys(Keys.SPACE);
    assertThat(field.getDomProperty("type")).isEqualTo("text");
    browser
        .driver()
        .executeScript(
            "document.forms[0].addEventListener('submit', e => {"
                + " e.preventDefault(); document.title = document.getElementById('password').type; })");
    field.sendKeys(" and longer", Keys.ENTER);
    browser.until(now -> now.getTitle().equals("password") ? true : null);
    assertThat(box.isSelected()).isFalse();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void the_rule_for_the_length_is_marked_as_soon_as_the_password_is_long_enough() {
    browser.go(resetLink("gil@example.com", "en"));
    assertThat(browser.text("#password-length")).isEqualTo("At least 8 characters");

    browser.find("#password").sendKeys("1234567");
    assertThat(browser.findAll("#password-length.met")).isEmpty();
    browser.find("#password").sendKeys("8");
    browser.find("#password-length.met");
    browser.find("#password").sendKeys(Keys.BACK_SPACE);
    assertThat(browser.findAll("#password-length.met")).isEmpty();
  }

  @Test
  void a_password_manager_finds_the_address_and_one_new_password() {
    browser.go(resetLink("hugo@example.com", "en"));

    assertThat(browser.find("form input[autocomplete=username]").getDomProperty("value"))
        .isEqualTo("hugo@example.com");
    assertThat(browser.findAll("form input[type=password]")).hasSize(1);
    assertThat(browser.findAll("form input[autocomplete=new-password][name=password]")).hasSize(1);
    assertThat(browser.findAll("form [name]")).hasSize(1);
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
  void all_pages_work_without_javascript() {
    var reset = resetLink("cleo@example.com", "en");
    try (var plain = Browser.withoutJavaScript()) {
      plain.go(reset);
      assertThat(plain.find("label.show").isDisplayed()).isFalse();
      plain.find("#password").sendKeys(NEW);
      plain.click("button.primary");
      plain.awaitHeading("Your password was changed");

      plain.go(app.changeLink(shop, "cleo@example.com", "cleo.new@example.com"));
      plain.click("button.primary");
      plain.awaitHeading("Your email address was changed");

      plain.go(app.undoLink("cleo@example.com"));
      plain.click("button.primary");
      plain.awaitHeading("The change was taken back");
    }
    assertThat(app.isPassword(shop, "cleo@example.com", NEW)).isTrue();
  }

  @Test
  void tab_reaches_the_field_then_the_box_then_the_button_and_enter_sends() {
    browser.go(resetLink("dan@example.com", "en"));

    browser.press(Keys.TAB);
    assertThat(browser.focused()).isEqualTo(browser.find("#password"));
    browser.focused().sendKeys(NEW);
    browser.press(Keys.TAB);
    assertThat(browser.focused()).isEqualTo(browser.find("#show-password"));
    browser.press(Keys.TAB);
    assertThat(browser.focused()).isEqualTo(browser.find("button.primary"));
    browser.press(Keys.ENTER);

    browser.awaitHeading("Your password was changed");
  }

  @Test
  void a_change_of_address_is_taken_back_and_a_new_password_chosen() {
    app.activate(shop, "ivy@example.com", "en");
    browser.go(app.changeLink(shop, "ivy@example.com", "thief@example.com"));
    browser.click("button.primary");
    browser.awaitHeading("Your email address was changed");

    browser.go(app.undoLink("ivy@example.com"));
    assertThat(browser.text(".address")).isEqualTo("ivy@example.com");
    browser.click("button.primary");
    browser.awaitHeading("The change was taken back");
    assertThat(browser.text(".card")).contains("choose a new one").doesNotContain("thief");

    browser.go(app.newestResetLink("ivy@example.com"));
    browser.find("#password").sendKeys(NEW);
    browser.click("button.primary");
    browser.awaitHeading("Your password was changed");
    assertThat(app.isPassword(shop, "ivy@example.com", NEW)).isTrue();
    assertThat(browser.complaints()).isEmpty();
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
    browser.click("button.primary");
    check("requested", "reset-requested-" + look, width);

    var reset = app.resetLink(shop, ada);
    browser.go(reset);
    check("pending", "reset-pending-" + look, width);
    browser.find("#password").sendKeys("password1234");
    browser.click("label.show");
    check("pending", "reset-shown-" + look, width);
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

    browser.go(url("/email-undo/forged"));
    check("forged", "undo-forged-" + look, width);
    var undo = app.undoLink(ada);
    browser.go(undo);
    check("pending", "undo-pending-" + look, width);
    app.activate(shop, ada, locale);
    browser.click("button.primary");
    check("taken", "undo-taken-" + look, width);
    browser.go(app.changeLink(shop, bob, "new." + bob));
    browser.click("button.primary");
    browser.find("main.changed");
    browser.go(app.undoLink(bob));
    browser.click("button.primary");
    check("changed", "undo-changed-" + look, width);
  }

  private void check(String state, String name, int width) throws IOException {
    browser.find("main." + state);
    browser.screenshot(name);
    assertThat(browser.widthOfContent()).as("width of %s", name).isEqualTo(width);
    assertThat(new AxeBuilder().analyze(browser.driver()).getViolations()).as(name).isEmpty();
  }
}
