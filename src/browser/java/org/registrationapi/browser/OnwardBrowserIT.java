package org.registrationapi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** How a person goes on from the pages of links. */
final class OnwardBrowserIT extends InBrowser {
  private static final String NEW_LINK = "Send me a new link";

  private static String server(String name, Map<String, String> settings) {
    var key = app.server(Map.of("name", name, "display_name", "The Little Shop"));
    app.change(name, settings);
    return key;
  }

  private void registerAndExpire(String key, String email) throws IOException, SQLException {
    app.register(key, email);
    browser.until(now -> app.isMailSent(key, email) ? true : null);
    app.expireLinks();
  }

  @Test
  void an_expired_link_is_renewed_without_javascript() throws IOException, SQLException {
    var shop = server("shop", Map.of());
    registerAndExpire(shop, "ada@example.com");
    var old = app.link("ada@example.com");
    try (var plain = Browser.withoutJavaScript()) {
      plain.go(old);
      assertThat(plain.text("button.primary")).isEqualTo(NEW_LINK);
      plain.click("button.primary");
      plain.awaitHeading("Check your mail");

      plain.go(app.link("ada@example.com"));
      plain.click("button.primary");
      plain.awaitHeading("Your registration is active");
    }
    assertThat(app.isActivated(shop, "ada@example.com")).isTrue();
  }

  @Test
  void tab_reaches_the_new_link_and_then_the_way_home() throws IOException, SQLException {
    var club = server("club", Map.of("home_url", app.url("/health/live")));
    registerAndExpire(club, "bob@example.com");
    browser.go(app.link("bob@example.com"));

    browser.press(Keys.TAB);
    assertThat(browser.focused()).isEqualTo(browser.find("button.primary"));
    browser.press(Keys.TAB);
    assertThat(browser.focused()).isEqualTo(browser.find("a.quiet"));
    assertThat(browser.focused().getText()).isEqualTo("Go to The Little Shop");
    browser.press(Keys.ENTER);

    browser.until(now -> app.url("/health/live").equals(now.getCurrentUrl()) ? true : null);
  }

  @Test
  void the_page_after_an_activation_leads_home_and_tells_no_token() {
    var guild = server("guild", Map.of("home_url", app.url("/health/live")));
    app.register(guild, "cleo@example.com");
    browser.go(app.link("cleo@example.com"));
    browser.click("button.primary");
    browser.awaitHeading("Your registration is active");

    browser.click("a.primary");

    browser.until(now -> app.url("/health/live").equals(now.getCurrentUrl()) ? true : null);
    assertThat(browser.driver().executeScript("return document.referrer")).isEqualTo("");
  }

  @Test
  void the_browser_is_sent_to_an_app_after_the_click() {
    var circle = server("circle", Map.of("redirect_url", "myapp://done"));
    app.register(circle, "dan@example.com");
    browser.go(app.link("dan@example.com"));

    browser.click("button.primary");

    browser.until(now -> browser.wasSentTo("myapp://done?status=activated&user=") ? true : null);
    assertThat(app.isActivated(circle, "dan@example.com")).isTrue();
    assertThat(browser.complaints()).noneMatch(complaint -> complaint.contains("form-action"));
  }

  @Test
  void the_longest_name_fits_a_phone() throws IOException, SQLException {
    var name = "Donaudampfschifffahrtsgesellschaft".repeat(3).substring(0, 100);
    var longest = server("longest", Map.of("display_name", name, "home_url", "myapp://home"));
    registerAndExpire(longest, "eve@example.com");
    browser.resize(360, 740);

    browser.go(app.link("eve@example.com"));
    check("expired-longest");
    app.register(longest, "eve@example.com");
    browser.go(app.link("eve@example.com"));
    browser.click("button.primary");
    browser.find("main.activated");
    check("activated-longest");
  }

  private void check(String name) throws IOException {
    browser.screenshot("validation-" + name);
    assertThat(browser.widthOfContent()).isEqualTo(360);
    assertThat(new AxeBuilder().analyze(browser.driver()).getViolations()).isEmpty();
  }
}
