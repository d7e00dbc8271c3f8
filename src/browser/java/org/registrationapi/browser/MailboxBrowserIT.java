package org.registrationapi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

final class MailboxBrowserIT extends InBrowser {
  @Test
  void mails_are_shown_newest_first_as_html_and_as_text() throws IOException {
    var shop = app.server(Map.of("name", "shop", "display_name", "The Little Shop"));
    app.register(shop, "ada@example.com");
    app.register(shop, "bob@example.com");
    browser.resize(1280, 1600);

    browser.go(url("/mailbox"));

    assertThat(browser.findAll("article header p").stream().map(WebElement::getText))
        .satisfiesExactly(
            newest -> assertThat(newest).startsWith("To bob@example.com"),
            older -> assertThat(older).startsWith("To ada@example.com"));
    browser.click("article summary");
    assertThat(browser.text("article pre"))
        .contains("The Little Shop", app.link("bob@example.com"));
    browser.driver().switchTo().frame(browser.find("article iframe"));
    assertThat(browser.text("h1")).isEqualTo("Activate your registration");
    assertThat(browser.text(".card")).contains("The Little Shop", "bob@example.com");
    browser.driver().switchTo().defaultContent();
    assertThat(browser.complaints()).isEmpty();
    browser.screenshot("mailbox");
    browser.preferColorScheme("dark");
    browser.screenshot("mailbox-dark");
  }

  @Test
  void the_button_in_a_mail_opens_the_validation_page() {
    var club = app.server(Map.of("name", "club", "display_name", "The Club"));
    app.register(club, "cleo@example.com");
    var link = app.link("cleo@example.com");
    browser.go(url("/mailbox"));
    browser.driver().switchTo().frame(browser.find("article iframe"));

    browser.find("a[href]").click();

    browser.driver().switchTo().defaultContent();
    browser.until(now -> link.equals(now.getCurrentUrl()) ? true : null);
    assertThat(browser.driver().findElement(By.cssSelector(".address")).getText())
        .isEqualTo("cleo@example.com");
    assertThat(browser.complaints()).isEmpty();
  }
}
