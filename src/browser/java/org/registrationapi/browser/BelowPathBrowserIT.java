package org.registrationapi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.support.ui.Select;
import org.registrationapi.kit.ChildProcess;
import org.registrationapi.kit.Ports;

/** Everything that a browser follows, below a path of Debian's HAProxy, which strips the path. */
final class BelowPathBrowserIT {
  private static final String REGISTER = "#operations-registration-registerUser";

  @TempDir private Path directory;
  private int port;
  private String url;
  private RunningApp app;
  private ChildProcess proxy;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    port = Ports.reserve();
    url = "http://localhost:" + port + "/a/register";
    app = RunningApp.start(url, Ports.reserve());
    proxy = startProxy();
    proxy.await(this::isServing);
    browser = Browser.open();
  }

  @AfterEach
  void stop() throws IOException {
    browser.close();
    proxy.close();
    app.close();
  }

  /** What leaves the path is 404. */
  private ChildProcess startProxy() throws IOException {
    var file =
        Files.writeString(
            directory.resolve("haproxy.cfg"),
            """
            defaults
              mode http
              timeout connect 5s
              timeout client 60s
              timeout server 60s
            listen web
              bind 127.0.0.1:%d
              http-request return status 404 unless { path /a/register } or { path_beg /a/register/ }
              http-request replace-path /a/register(/)?(.*) /\\2
              server web1 127.0.0.1:%d
            """
                .formatted(port, app.port()));
    var command = List.of("haproxy", "-db", "-f", file.toString());
    return ChildProcess.start(command, directory, Map.of(), directory.resolve("haproxy.log"));
  }

  private boolean isServing() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }

  private void awaitUrl(String end) {
    browser.until(now -> now.getCurrentUrl().equals(url + end) ? true : null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/docs", "/docs/"})
  void the_documentation_registers_a_user(String path) {
    browser.go(url + path);
    awaitUrl("/docs/");
    browser.click(REGISTER + " .opblock-summary-control");
    browser.click(REGISTER + " .btn.execute");

    var answer = REGISTER + " .live-responses-table tbody .response-col_status";
    assertThat(browser.text(answer)).isEqualTo("201");
    assertThat(browser.text(REGISTER + " .request-url")).contains(url + "/users");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void from_the_empty_mailbox_to_an_active_user() {
    browser.go(url + "/mailbox");
    browser.click("main a");
    awaitUrl("/mailbox");
    var shop = app.server(Map.of("name", "shop", "display_name", "The Little Shop"));
    app.register(shop, "ada@example.com");
    browser.click("main a");
    browser.click("li a");
    browser.driver().switchTo().frame(browser.find("article iframe"));

    browser.find("a[href]").click();
    browser.driver().switchTo().defaultContent();
    browser.until(now -> app.link("ada@example.com").equals(now.getCurrentUrl()) ? true : null);
    browser.click("button.primary");

    browser.awaitHeading("Your registration is active");
    assertThat(app.isActivated(shop, "ada@example.com")).isTrue();
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/"})
  void the_forms_of_every_link_work_with_and_without_a_slash(String end) {
    var shop = app.server(Map.of("name", "shop"));
    app.activate(shop, "ada@example.com", "en");

    browser.go(app.resetLink(shop, "ada@example.com") + end);
    browser.find("#password").sendKeys("password1234");
    browser.click("button.primary");
    browser.find("#password-error");
    browser.find("#password").sendKeys("purple monkey dishwasher");
    browser.click("button.primary");
    browser.awaitHeading("Your password was changed");

    browser.go(app.changeLink(shop, "ada@example.com", "ada.king@example.com") + end);
    browser.click("button.primary");
    browser.awaitHeading("Your email address was changed");

    app.register(shop, "bob@example.com");
    browser.go(app.link("bob@example.com") + end);
    browser.click(".reject button");
    browser.awaitHeading("The registration was deleted");
    assertThat(app.isRegistered(shop, "bob@example.com")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/status", "/status/"})
  void the_status_page_is_filtered_and_shows_all_servers_again(String path) {
    browser.go(url + path);
    new Select(browser.find("#server")).selectByValue("localhost");
    browser.click("form button");
    awaitUrl("/status?server=localhost");
    assertThat(browser.text("#funnel")).startsWith("localhost");

    browser.click("dd a[href$='=held']");
    browser.awaitHeading("Mails: held");
    browser.click("header a");

    awaitUrl("/status");
    assertThat(browser.text("#funnel")).startsWith("All servers");
  }
}
