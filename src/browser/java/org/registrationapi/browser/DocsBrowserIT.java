package org.registrationapi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
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
}
