package org.registrationapi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

final class DocsBrowserIT extends InBrowser {
  private static final String REGISTER = "#operations-registration-registerUser";
  private static final String LIVENESS = "#operations-service-getLiveness";

  @Test
  void the_page_is_complete_and_loaded_from_this_application_only() throws IOException {
    browser.go(url("/"));
    browser.find(REGISTER);
    browser.resize(1280, 900);
    browser.screenshot("docs");

    assertThat(browser.hostsAsked()).containsExactly("localhost:" + app.port());
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void the_page_is_authorized_with_the_development_key() {
    browser.go(url("/docs/"));

    browser.click(".btn.authorize.locked");

    var keys = browser.find(".modal-ux").findElements(By.cssSelector(".auth-container"));
    assertThat(keys.get(0).getText()).contains("(http, Bearer)", "Authorized");
  }

  @Test
  void try_it_out_registers_the_user_of_the_example() throws IOException {
    browser.go(url("/docs/"));
    browser.click(REGISTER + " .opblock-summary-control");

    browser.click(REGISTER + " .btn.execute");

    var answer = REGISTER + " .live-responses-table tbody .response-col_";
    assertThat(browser.text(answer + "status")).isEqualTo("201");
    assertThat(browser.text(answer + "description")).contains("\"ada@example.com\"");
    assertThat(browser.complaints()).isEmpty();
    browser.resize(1280, 1600);
    browser.screenshot("docs-registered");
  }

  @Test
  void try_it_out_asks_the_address_at_which_the_page_is_open() {
    browser.go("http://127.0.0.1:" + app.port() + "/docs/");
    browser.click(LIVENESS + " .opblock-summary-control");

    browser.click(LIVENESS + " .btn.execute");

    assertThat(browser.text(LIVENESS + " .live-responses-table tbody .response-col_status"))
        .isEqualTo("200");
    assertThat(browser.hostsAsked()).containsExactly("127.0.0.1:" + app.port());
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "phone, 360, 740, light",
    "phone, 360, 740, dark",
    "desk, 1280, 900, light",
    "desk, 1280, 900, dark"
  })
  void the_page_is_accessible_and_fits_the_screen(
      String device, int width, int height, String scheme) throws IOException {
    browser.resize(width, height);
    browser.preferColorScheme(scheme);
    browser.go(url("/docs/"));
    browser.find(REGISTER);
    browser.screenshot("docs-" + device + "-" + scheme);
    check("closed", width);

    browser.click(REGISTER + " .opblock-summary-control");
    browser.find(REGISTER + " .btn.execute");
    browser.screenshot("docs-open-" + device + "-" + scheme);
    check("open", width);
  }

  private void check(String state, int width) {
    assertThat(browser.widthOfContent()).as(state).isEqualTo(width);
    assertThat(new AxeBuilder().analyze(browser.driver()).getViolations()).as(state).isEmpty();
  }

  @Test
  void the_colours_follow_the_preferred_colour_scheme() {
    browser.preferColorScheme("light");
    browser.go(url("/docs/"));
    browser.find(REGISTER);
    assertThat(background()).isEqualTo("rgba(0, 0, 0, 0)");

    browser.preferColorScheme("dark");

    assertThat(background()).isEqualTo("rgba(28, 32, 34, 1)");
  }

  private String background() {
    return browser.find("html").getCssValue("background-color");
  }

  @Test
  void the_operations_are_in_the_order_of_the_routes_and_the_schemas_collapsed() {
    browser.go(url("/docs/"));
    browser.find(REGISTER);

    var ids =
        browser.findAll(".opblock").stream()
            .map(block -> block.getAttribute("id").replaceFirst(".*-", ""));
    assertThat(ids).startsWith("registerUser", "sendValidation", "activateByPin");
    assertThat(browser.find(".models .models-control").getAttribute("aria-expanded"))
        .isEqualTo("false");
  }

  @Test
  void the_introduction_leads_to_the_mailbox() {
    browser.go(url("/docs/"));

    var link = browser.find(".info a[href$='/mailbox']").getAttribute("href");

    browser.go(link);
    browser.awaitHeading("Mailbox");
  }
}
