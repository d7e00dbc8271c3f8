package org.registrationapi.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.kit.MailjetRestStub.check;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.util.HashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.kit.DnsStub;
import org.registrationapi.kit.MailjetRestStub.Resource;
import org.registrationapi.kit.MailjetStub;

/** The checks of the sender on the status page, with a record to publish that is long. */
final class MailCheckBrowserIT {
  private static final MailjetStub MAILJET = new MailjetStub();
  private static final DnsStub DNS = new DnsStub();
  private static RunningApp app;
  private Browser browser;

  @BeforeAll
  static void startApp() throws IOException {
    MAILJET.rest().answer(Resource.DNS_CHECK, check("OK", "", "Error", "no DKIM record"));
    var settings = new HashMap<>(MAILJET.settings());
    settings.put("DNS_SERVER", DNS.setting());
    app = RunningApp.start(settings);
  }

  @AfterAll
  static void stopApp() throws IOException {
    app.close();
    DNS.close();
    MAILJET.close();
  }

  @BeforeEach
  void openBrowser() {
    browser = Browser.open();
  }

  @AfterEach
  void closeBrowser() {
    browser.close();
  }

  @ParameterizedTest
  @CsvSource({
    "phone, 360, 2600, light",
    "phone, 360, 2600, dark",
    "desk, 1280, 1900, light",
    "desk, 1280, 1900, dark"
  })
  void the_checks_are_accessible_and_fit_the_screen(
      String device, int width, int height, String scheme) throws IOException {
    browser.resize(width, height);
    browser.preferColorScheme(scheme);

    browser.go(app.url("/status").replace("://", "://operator:" + RunningApp.ADMIN_KEY + "@"));

    assertThat(browser.text(".checks")).contains("no DKIM record", "DMARC", "k=rsa; p=MIGf");
    browser.screenshot("status-checks-" + device + "-" + scheme);
    assertThat(browser.widthOfContent()).isEqualTo(width);
    assertThat(new AxeBuilder().analyze(browser.driver()).getViolations()).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }
}
