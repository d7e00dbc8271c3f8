package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.http.Routes.Route;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** A service whose PUBLIC_URL has a path, as it answers the proxy that strips the path. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("applications")
class BelowPathIT {
  private static final String PUBLIC_URL = "http://localhost/a/register";
  private static final Pattern REFERENCE =
      Pattern.compile("(?:href|src|action|url)\\s*[=:]\\s*[\"']([^\"']+)[\"']");

  private static TestApp app;

  /** In development, so that all pages exist. */
  @BeforeAll
  static void start() {
    app = TestApp.startDevelopment(Map.of("PUBLIC_URL", PUBLIC_URL));
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/a/register, /, /a/register/docs/",
    "/a/register/, /, /a/register/docs/",
    "/a/register/docs, /docs, /a/register/docs/"
  })
  void redirects_stay_below_the_path(String asked, String received, String expected) {
    for (var method : List.of("GET", "HEAD")) {
      var answer = app.anybody().send(method, received, null);

      assertThat(answer.status()).isEqualTo(302);
      assertThat(URI.create(asked).resolve(answer.header("Location")).getPath())
          .isEqualTo(expected);
    }
  }

  @Test
  void headers_that_name_a_route_have_the_path() {
    var user = app.register(newAddress());
    app.register(newAddress());
    assertThat(user.header("Location"))
        .isEqualTo("/a/register/users/" + user.json().path("id").asText());
    var server = app.admin().post("/servers", "{\"name\": \"club\"}");
    assertThat(server.header("Location")).isEqualTo("/a/register/servers/club");

    assertThat(app.http().get("/users?limit=1").header("Link"))
        .startsWith("</a/register/users?cursor=");
  }

  @Test
  void the_routes_of_the_document_are_below_the_path() {
    var document = app.anybody().get("/openapi.json").json();

    assertThat(document.at("/servers/0/url").asText()).isEqualTo(PUBLIC_URL);
    assertThat(document.path("servers")).hasSize(1);
  }

  /** With the slash at the end too, which makes no difference. */
  @ParameterizedTest
  @CsvSource({
    "/mailbox",
    "/mailbox/",
    "/status",
    "/status/",
    "/status?server=none",
    "/status/mails",
    "/docs/"
  })
  void the_references_of_a_page_stay_below_the_path(String path) {
    app.register(newAddress());

    assertStaysBelow(path, app.anybody().with("Accept", "text/html").get(path));
  }

  @Test
  void the_script_of_the_documentation_stays_below_the_path() {
    var path = "/docs/swagger-initializer.js";

    assertStaysBelow("/docs/", app.anybody().get(path)); // of the page that runs it
  }

  @Test
  void the_forms_of_links_stay_below_the_path() {
    var link = newLink();
    for (var path : List.of(link, link + "/"))
      assertStaysBelow(path, app.anybody().with("Accept", "text/html").get(path));
  }

  /** The link in a new mail, without PUBLIC_URL. */
  private static String newLink() {
    var email = newAddress();
    app.register(email);
    var link = app.anybody().get("/mailbox?to=" + email).json().at("/mails/0/link").asText();
    assertThat(link).startsWith(PUBLIC_URL + "/validation/");
    return link.substring(PUBLIC_URL.length());
  }

  @Test
  void the_references_of_a_mail_stay_below_the_path() {
    var email = newAddress();
    app.register(email);
    var id = app.anybody().get("/mailbox?to=" + email).json().at("/mails/0/id").asText();
    for (var path : List.of("/mailbox/" + id, "/mailbox/" + id + "/"))
      assertStaysBelow(path, app.anybody().with("Accept", "text/html").get(path));
  }

  private static void assertStaysBelow(String path, TestHttp.Answer page) {
    var references =
        REFERENCE
            .matcher(page.body())
            .results()
            .map(found -> found.group(1))
            .filter(url -> !url.startsWith("data:"))
            .map(url -> URI.create(PUBLIC_URL + path).resolve(url).toString())
            .toList();
    assertThat(references).isNotEmpty();
    assertThat(references)
        .allSatisfy(
            url -> {
              assertThat(url).startsWith(PUBLIC_URL + "/");
              assertThat(isRoute(url.substring(PUBLIC_URL.length()).replaceFirst("[?].*", "")))
                  .as(url)
                  .isTrue();
            });
  }

  private static boolean isRoute(String path) {
    return app.routes().stream()
        .map(Route::path)
        .map(route -> route.replaceAll("\\{[a-z]+}", "[^/]+") + "/?")
        .anyMatch(path.startsWith("/docs/") ? "/docs/?"::equals : path::matches);
  }
}
