package org.registrationapi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.support.ui.Select;

/** The operator's status page, on a phone and on a desktop, light and dark. */
final class StatusBrowserIT extends InBrowser {
  @BeforeAll
  static void insertEvents() throws IOException, SQLException {
    app.sql(
        """
        insert into event_totals (day, kind, number)
        select (now() at time zone 'utc')::date - d, kind,
               greatest(0, round((60 + 25 * sin(d * 0.9) + 12 * sin(d * 2.3)) * share))
          from generate_series(0, 29) as d,
               (values ('registered', 1.0), ('mail_sent', 1.03), ('mail_delivered', 0.97), ('activated', 0.81),
                       ('mail_bounced', 0.04), ('mail_failed', 0.02), ('mail_spam', 0.01)) as k (kind, share)
         where d <> 11 or kind in ('registered')
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "phone, 360, 2000, light",
    "phone, 360, 2000, dark",
    "desk, 1280, 1500, light",
    "desk, 1280, 1500, dark"
  })
  void every_state_is_accessible_and_fits_the_screen(
      String device, int width, int height, String scheme) throws IOException, SQLException {
    browser.resize(width, height);
    browser.preferColorScheme(scheme);

    browser.go(url("/status"));
    check("good", device + "-" + scheme, width);

    app.sql("update mail_pause set reason = 'Mailjet asks us to slow down'");
    browser.go(url("/status"));
    browser.click("details summary");
    check("paused", device + "-" + scheme, width);
    app.sql("update mail_pause set reason = null");

    browser.go(url("/status?server=localhost"));
    check("empty", device + "-" + scheme, width);
    browser.go(url("/status?server=host"));
    check("unknown", device + "-" + scheme, width);
    for (int i = 0; i < 3; i++) app.sendTestMail("localhost", "operator@example.com", "en");
    app.mails("operator@example.com"); // all are sent
    app.sql("update mails set reason = 'hard bounce: user unknown (recipient)', status = 'failed'");
    browser.go(url("/status"));
    browser.click("dd a[href$='=failed']");
    browser.awaitHeading("Mails: failed");
    check("mails", device + "-" + scheme, width);
    browser.click("nav a[href$='=spam']");
    browser.awaitHeading("Mails: spam");
    check("no-mails", device + "-" + scheme, width);
  }

  private void check(String state, String look, int width) throws IOException {
    browser.find("main");
    browser.screenshot("status-" + state + "-" + look);
    assertThat(browser.widthOfContent()).as("width of %s", state).isEqualTo(width);
    assertThat(new AxeBuilder().analyze(browser.driver()).getViolations()).as(state).isEmpty();
    assertThat(browser.complaints().stream().filter(line -> !line.contains(" 404 "))).isEmpty();
  }

  @Test
  void one_of_very_many_servers_is_found_by_a_part_of_its_name() throws IOException, SQLException {
    app.sql(
        "insert into servers (name, display_name, locale)"
            + " select 'shop-' || n, 'Shop', 'en' from generate_series(1, 150) as n");
    browser.resize(360, 1200);
    browser.go(url("/status"));
    browser.find("#server").sendKeys("shop-14");
    browser.click("form button");
    browser.until(now -> now.getCurrentUrl().endsWith("?server=shop-14") ? true : null);
    assertThat(browser.text("#funnel")).startsWith("shop-14, 30 days");

    browser.go(url("/status?server=op-14"));
    check("found", "phone-light", 360);
    browser.click("ul.names li:nth-child(2) a");

    browser.until(now -> now.getCurrentUrl().endsWith("?server=shop-140") ? true : null);
    app.sql("delete from servers where name like 'shop-%'");
  }

  @Test
  void a_server_is_chosen_by_its_name() {
    browser.go(url("/status"));
    new Select(browser.find("#server")).selectByValue("localhost");
    browser.click("form button");

    browser.until(
        now -> browser.driver().getCurrentUrl().endsWith("?server=localhost") ? true : null);
    assertThat(browser.text("#funnel")).startsWith("localhost, 30 days");
  }
}
