package org.registrationapi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

final class MailboxBrowserIT extends InBrowser {
  private static final int PHONE = 360;

  @ParameterizedTest
  @CsvSource({
    "phone, 360, 1600, light",
    "phone, 360, 1600, dark",
    "desk, 1280, 1600, light",
    "desk, 1280, 1600, dark"
  })
  void a_person_finds_a_mail_and_reads_it(String device, int width, int height, String scheme)
      throws IOException {
    var look = device + "-" + scheme;
    var settings = Map.of("name", look, "display_name", "The Little Shop");
    var shop = app.server(settings);
    var address = "ada." + device + "." + scheme + "@example.com";
    app.register(shop, address);
    app.sendTestMail(look, "operator@example.com", "ar");
    app.register(shop, "bob@example.com");
    browser.resize(width, height);
    browser.preferColorScheme(scheme);

    browser.go(url("/mailbox"));
    assertThat(browser.findAll("li span").stream().map(WebElement::getText))
        .startsWith("To bob@example.com", "To operator@example.com", "To " + address);
    check("mailbox-list-" + look, width);

    browser.find("#query").sendKeys("ADA." + device + "." + scheme);
    browser.click("form button");
    browser.click("a[href$='mailbox']");
    browser.until(now -> now.getCurrentUrl().equals(url("/mailbox")) ? true : null);
    browser.go(url("/mailbox?query=nothing+like+this"));
    check("mailbox-none-" + look, width);
    browser.go(url("/mailbox?query=ADA." + device + "." + scheme));
    assertThat(browser.findAll("li")).hasSize(1);
    browser.click("li a");

    browser.awaitHeading("The Little Shop: activate your registration");
    var mail = app.mails(address).get(0);
    assertThat(browser.text("dl"))
        .contains("From\nThe Little Shop <no-reply@localhost>", "To\n" + address)
        .contains("Server\n" + look, "Kind\nvalidation", "Link\n" + app.link(address))
        .endsWith("PIN\n" + mail.path("pin").asText());
    browser.driver().switchTo().frame(browser.find("iframe"));
    assertThat(browser.text("h1")).isEqualTo("Activate your registration");
    browser.driver().switchTo().defaultContent();
    check("mailbox-mail-" + look, width);
    browser.click("summary");
    assertThat(browser.text("pre")).isEqualTo(mail.path("text").asText().strip());
  }

  private void check(String name, int width) throws IOException {
    browser.find("main");
    browser.screenshot(name);
    assertThat(browser.widthOfContent()).as("width of %s", name).isEqualTo(width);
    var violations = new AxeBuilder().disableIframeTesting().analyze(browser.driver());
    assertThat(violations.getViolations()).as(name).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void fifty_mails_are_a_short_page_and_the_others_are_on_the_next() {
    app.server(Map.of("name", "many", "display_name", "The Little Shop"));
    for (int i = 0; i < 60; i++) app.sendTestMail("many", "reader-" + i + "@example.com", "en");
    browser.resize(PHONE, 740);

    browser.go(url("/mailbox?server=many"));

    assertThat(browser.findAll("li")).hasSize(50);
    assertThat(browser.heightOfContent()).isLessThan(7_000);
    assertThat(browser.widthOfContent()).isEqualTo(PHONE);
    browser.click("a[rel='next']");
    browser.until(now -> now.findElements(By.tagName("li")).size() == 10 ? true : null);
    assertThat(browser.findAll("a[rel='next']")).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void the_button_in_a_mail_opens_the_validation_page() {
    var club = app.server(Map.of("name", "club", "display_name", "The Club"));
    app.register(club, "cleo@example.com");
    var mail = app.mails("cleo@example.com").get(0);
    browser.go(url("/mailbox/" + mail.path("id").asText()));
    browser.driver().switchTo().frame(browser.find("article iframe"));

    browser.find("a[href]").click();

    browser.driver().switchTo().defaultContent();
    awaitLinkOf("cleo@example.com");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void the_link_beside_a_mail_opens_the_validation_page() {
    var library = app.server(Map.of("name", "library"));
    app.register(library, "dora@example.com");
    browser.go(url("/mailbox?to=dora@example.com"));
    browser.click("li a");

    browser.click("a.link");

    awaitLinkOf("dora@example.com");
  }

  private void awaitLinkOf(String address) {
    var link = app.link(address);
    browser.until(now -> link.equals(now.getCurrentUrl()) ? true : null);
    assertThat(browser.driver().findElement(By.cssSelector(".address")).getText())
        .isEqualTo(address);
  }
}
