package org.registrationapi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page of another origin can do in the browser of a developer. */
final class OtherOriginBrowserIT extends InBrowser {
  private static HttpServer site;

  /** An empty page; it is of another origin, and 127.0.0.1 is another site than localhost. */
  @BeforeAll
  static void startSite() throws IOException {
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, 0);
          exchange.close();
        });
    site.start();
  }

  @AfterAll
  static void stopSite() {
    site.stop(0);
  }

  private static String origin() {
    return "http://127.0.0.1:" + site.getAddress().getPort();
  }

  /** Runs the body of an asynchronous function in the page; returns what it returns. */
  private Object run(String body, Object... arguments) {
    return browser
        .driver()
        .executeAsyncScript(
            "const done = arguments[arguments.length - 1]; (async (...given) => {"
                + body
                + "})(...arguments).then(done, failure => done('failed: ' + failure.name));",
            arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/docs/swagger-initializer.js", "/docs/key", "/mailbox", "/metrics", "/status"})
  void nothing_can_be_loaded_as_a_script_an_image_or_a_style(String path) {
    browser.go(origin());

    for (var element : List.of("script", "img", "link"))
      assertThat(
              run(
                  """
                  const element = document.createElement(given[0]);
                  element.rel = "stylesheet";
                  element[given[0] === "link" ? "href" : "src"] = given[1];
                  const end = new Promise(resolve => {
                    element.onload = () => resolve("loaded");
                    element.onerror = () => resolve("refused");
                  });
                  document.head.append(element);
                  return await end;
                  """,
                  element,
                  url(path)))
          .as(element)
          .isEqualTo("refused");
  }

  @Test
  void a_page_of_another_origin_cannot_load_the_key() {
    var fetch =
        "const answer = await fetch(given[0], given[1]); return answer.type + await answer.text();";
    var header = Map.of("headers", Map.of("X-Requested-With", "docs"));
    browser.go(origin());

    assertThat(run(fetch, url("/docs/key"), Map.of())).isEqualTo("failed: TypeError");
    assertThat(run(fetch, url("/docs/key"), header)).isEqualTo("failed: TypeError");
    assertThat(run(fetch, url("/docs/key"), Map.of("mode", "no-cors")))
        .isEqualTo("failed: TypeError");

    browser.go(url("/docs/"));
    assertThat((String) run(fetch, url("/docs/key"), header)).startsWith("basic{\"key\":\"reg_");
  }

  @Test
  void a_form_of_another_origin_gets_no_key() {
    browser.go(origin());
    browser
        .driver()
        .executeScript(
            "const form = document.createElement('form'); form.action = arguments[0];"
                + "document.body.append(form); form.submit();",
            url("/docs/key"));

    browser.until(now -> now.getCurrentUrl().startsWith(url("/docs/key")) ? true : null);
    assertThat(browser.text("body")).contains("malformed_request").doesNotContain("reg_");
  }

  @Test
  void an_opened_window_cannot_be_reached() {
    browser.go(origin());

    var isSevered =
        run(
            """
            const opened = window.open(given[0]);
            for (let i = 0; i < 400 && !opened.closed; i++)
              await new Promise(resolve => setTimeout(resolve, 50));
            return opened.closed;
            """,
            url("/mailbox"));

    assertThat(isSevered).isEqualTo(true);
  }

  @Test
  void a_page_of_an_allowed_origin_registers_with_a_publishable_key() {
    var key = app.publishableKey("forum", origin());
    browser.go(origin());

    var answer =
        run(
            """
            const headers = {"Authorization": "Bearer " + given[1], "Content-Type": "application/json"};
            const body = JSON.stringify({email: "eve@example.com", password: "correct horse battery"});
            const answer = await fetch(given[0], {method: "POST", headers, body});
            return answer.status + " " + answer.headers.get("X-Request-Id").length;
            """,
            url("/users"),
            key);

    assertThat((String) answer).startsWith("202 ");
  }
}
