package org.registrationapi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

final class ValidationPageBrowserIT extends InBrowser {
  private static final String ACTIVATED = "Your registration is active";
  private static String shop;

  @BeforeAll
  static void makeServer() {
    shop = app.server(Map.of("name", "shop", "display_name", "The Little Shop"));
  }

  @Test
  void the_page_names_the_server_and_the_address_and_has_one_primary_button() {
    app.register(shop, "ada@example.com");

    browser.go(app.link("ada@example.com"));

    assertThat(browser.text(".server")).contains("The Little Shop");
    assertThat(browser.text(".address")).isEqualTo("ada@example.com");
    assertThat(browser.findAll("button.primary"))
        .singleElement()
        .satisfies(button -> assertThat(button.getText()).isEqualTo("Activate"));
  }

  @Test
  void a_click_activates_and_the_page_confirms_it() {
    app.register(shop, "bob@example.com");
    browser.go(app.link("bob@example.com"));

    browser.click("button.primary");

    browser.awaitHeading(ACTIVATED);
    assertThat(app.isActivated(shop, "bob@example.com")).isTrue();
    assertThat(browser.findAll("button, .card a")).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void rejecting_deletes_the_user() {
    app.register(shop, "cleo@example.com");
    browser.go(app.link("cleo@example.com"));

    browser.click(".reject button");

    browser.awaitHeading("The registration was deleted");
    assertThat(app.isRegistered(shop, "cleo@example.com")).isFalse();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void the_page_works_without_javascript() {
    app.register(shop, "dan@example.com");
    try (var plain = Browser.withoutJavaScript()) {
      plain.go(url("/docs/"));
      plain.find("#swagger-ui");
      assertThat(plain.findAll("#swagger-ui > *")).as("JavaScript is off").isEmpty();

      plain.go(app.link("dan@example.com"));
      plain.click("button.primary");

      plain.awaitHeading(ACTIVATED);
    }
    assertThat(app.isActivated(shop, "dan@example.com")).isTrue();
  }

  @Test
  void the_page_sets_no_cookies_and_calls_no_other_host() {
    app.register(shop, "eve@example.com");

    browser.go(app.link("eve@example.com"));
    browser.click("button.primary");
    browser.awaitHeading(ACTIVATED);

    assertThat(browser.driver().manage().getCookies()).isEmpty();
    assertThat(browser.hostsAsked()).containsExactly("localhost:" + app.port());
  }

  @Test
  void tab_reaches_the_primary_button_first_and_enter_presses_it() {
    app.register(shop, "fay@example.com");
    browser.go(app.link("fay@example.com"));

    browser.press(Keys.TAB);
    assertThat(browser.focused()).isEqualTo(browser.find("button.primary"));
    browser.press(Keys.ENTER);

    browser.awaitHeading(ACTIVATED);
    assertThat(app.isActivated(shop, "fay@example.com")).isTrue();
  }

  @Test
  void a_screen_reader_finds_the_language_one_heading_and_one_main_landmark() {
    app.register(shop, "gus@example.com");

    browser.go(app.link("gus@example.com"));

    assertThat(browser.find("html").getDomAttribute("lang")).isEqualTo("en");
    assertThat(browser.findAll("h1")).hasSize(1);
    assertThat(browser.findAll("main")).hasSize(1);
  }

  @Test
  void a_french_user_gets_a_french_page() {
    app.register(shop, "zoe@example.com", "fr");

    browser.go(app.link("zoe@example.com"));

    assertThat(browser.find("html").getDomAttribute("lang")).isEqualTo("fr");
    assertThat(browser.text("h1")).isEqualTo("Activez votre inscription");
    browser.click("button.primary");
    browser.awaitHeading("Votre inscription est active");
  }

  @Test
  void the_browser_is_redirected_to_the_servers_URL_after_the_click() {
    // Another origin than the page's: Chromium checks redirects against the page's form-action.
    var target = "http://127.0.0.1:" + app.port() + "/health/live";
    var club = app.server(Map.of("name", "club"));
    app.change("club", Map.of("redirect_url", target));
    app.register(club, "hal@example.com");
    browser.go(app.link("hal@example.com"));

    browser.click("button.primary");

    browser.until(
        now -> now.getCurrentUrl().startsWith(target + "?status=activated&user=") ? true : null);
    assertThat(browser.driver().findElement(By.tagName("body")).getText()).contains("up");
    assertThat(app.isActivated(club, "hal@example.com")).isTrue();
  }

  @Test
  void the_server_can_redirect_the_browser_to_another_host() throws IOException {
    var elsewhere = "http://127.0.0.1:" + app.port() + "/health/live?welcome=1";
    var site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Location", elsewhere);
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    site.start();
    try {
      var target = "http://127.0.0.1:" + site.getAddress().getPort() + "/welcome";
      var guild = app.server(Map.of("name", "guild", "redirect_url", target));
      app.register(guild, "ivy@example.com");
      browser.go(app.link("ivy@example.com"));

      browser.click("button.primary");

      browser.until(now -> elsewhere.equals(now.getCurrentUrl()) ? true : null);
    } finally {
      site.stop(0);
    }
  }
}
