package org.registrationapi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every state of the validation page, on a phone and on a desktop, light and dark. */
final class AppearanceBrowserIT extends InBrowser {
  @ParameterizedTest
  @CsvSource({
    "phone, 360, 740, light",
    "phone, 360, 740, dark",
    "desk, 1280, 800, light",
    "desk, 1280, 800, dark"
  })
  void every_state_is_accessible_and_fits_the_screen(
      String device, int width, int height, String scheme) throws IOException, SQLException {
    var look = device + "-" + scheme;
    var host = "@" + look + ".example.com";
    var shop =
        app.server(
            Map.of(
                "name",
                look,
                "display_name",
                "The Little Shop",
                "home_url",
                "https://shop.example"));
    browser.resize(width, height);
    browser.preferColorScheme(scheme);

    app.register(shop, "old" + host);
    browser.until(now -> app.isMailSent(shop, "old" + host) ? true : null);
    app.expireLinks();
    browser.go(app.link("old" + host));
    check("expired", look, width);
    browser.click("button.primary");
    check("requested", look, width);

    app.register(shop, "bob" + host);
    var replaced = app.link("bob" + host);
    app.register(shop, "bob" + host);
    browser.go(replaced);
    check("replaced", look, width);

    browser.go(url("/validation/forged"));
    check("forged", look, width);

    browser.go(app.link("bob" + host));
    check("pending", look, width);
    browser.click("button.primary");
    check("activated", look, width);

    app.register(shop, "cleo" + host);
    browser.go(app.link("cleo" + host));
    browser.click(".reject button");
    check("rejected", look, width);
  }

  private void check(String state, String look, int width) throws IOException {
    browser.find("main." + state);
    browser.screenshot("validation-" + state + "-" + look);
    assertThat(browser.widthOfContent()).as("width of %s", state).isEqualTo(width);
    assertThat(new AxeBuilder().analyze(browser.driver()).getViolations()).as(state).isEmpty();
  }

  @Test
  void the_longest_names_and_addresses_fit_a_phone() throws IOException {
    var name = "Donaudampfschifffahrtsgesellschaft".repeat(3).substring(0, 100);
    var address = "a".repeat(64) + "@" + "b".repeat(63) + ".example.com";
    app.register(app.server(Map.of("name", "longest", "display_name", name)), address);
    browser.resize(360, 740);

    browser.go(app.link(address));

    check("pending", "longest", 360);
  }

  @Test
  void the_background_follows_the_preferred_colour_scheme() {
    browser.preferColorScheme("light");
    browser.go(url("/validation/forged"));
    assertThat(background()).isEqualTo("rgba(244, 243, 239, 1)");

    browser.preferColorScheme("dark");

    assertThat(background()).isEqualTo("rgba(16, 19, 25, 1)");
  }

  private String background() {
    return browser.find("body").getCssValue("background-color");
  }
}
