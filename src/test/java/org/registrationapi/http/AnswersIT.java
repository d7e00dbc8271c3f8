package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.http.Routes.Route;
import org.registrationapi.testing.RawHttp;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** Every kind of response, as it is sent over the wire. */
class AnswersIT {
  private static final TestApp APP = SharedApp.APP;
  private static final int MAX_BODY = 16 * 1024;
  private static final String KEY = "Authorization: Bearer " + TestApp.API_KEY + "\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String PROBLEM = "application/problem+json; charset=utf-8";
  private static final String PLAIN = "text/plain;charset=utf-8"; // as Jetty writes it
  private static final String HTML = "text/html;charset=utf-8";

  private static String request(String line, String headers, String body) {
    return line
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + headers
        + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n")
        + "\r\n"
        + body;
  }

  private static String bare(String line) {
    return request(line, "", "");
  }

  /** A request, the status and the content type of its response. */
  static Stream<Arguments> kinds() {
    var user = request("POST /users", KEY + JSON, registration(newAddress()));
    return Stream.of(
        arguments(user, 201, "application/json"),
        arguments(request("GET /users", KEY, ""), 200, "application/json"),
        arguments(request("HEAD /users", KEY, ""), 200, "application/json"),
        arguments(bare("OPTIONS /users"), 204, PLAIN),
        arguments(bare("GET /"), 302, PLAIN),
        arguments(bare("GET /docs"), 302, PLAIN),
        arguments(bare("GET /docs/"), 200, HTML),
        arguments(bare("GET /docs/swagger-ui.css"), 200, "text/css; charset=utf-8"),
        arguments(bare("HEAD /docs/swagger-ui.css"), 200, "text/css; charset=utf-8"),
        arguments(bare("GET /docs/swagger-initializer.js"), 200, "text/javascript; charset=utf-8"),
        arguments(bare("GET /openapi.json"), 200, "application/json"),
        arguments(bare("GET /health/live"), 200, "application/json"),
        arguments(request("GET /validation/forged", "Accept: text/html\r\n", ""), 404, HTML),
        arguments(bare("GET /validation/forged"), 404, PROBLEM),
        arguments(request("POST /users", KEY + JSON, "["), 400, PROBLEM),
        arguments(bare("GET /users"), 401, PROBLEM),
        arguments(request("GET /servers", KEY, ""), 403, PROBLEM),
        arguments(bare("GET /nowhere"), 404, PROBLEM),
        arguments(bare("HEAD /nowhere"), 404, PROBLEM),
        arguments(bare("GET /docs/nothing.css"), 404, PROBLEM),
        arguments(bare("PUT /users"), 405, PROBLEM),
        arguments(bare("TRACE /users"), 405, PROBLEM),
        arguments(request("POST /users", KEY + JSON, " ".repeat(MAX_BODY + 1)), 413, PROBLEM),
        arguments(request("POST /users", KEY, "{}"), 415, PROBLEM),
        arguments(request("POST /users", KEY + JSON, "{}"), 422, PROBLEM),
        arguments(bare("GET /%zz"), 400, PROBLEM),
        arguments("rubbish\r\n\r\n", 400, PROBLEM),
        arguments("GET /users HTTP/1.1\r\n\r\n", 400, PROBLEM),
        arguments(bare("GET /" + "a".repeat(9_000)), 414, PROBLEM),
        arguments(request("GET /", "Expect: 200-maybe\r\n", ""), 417, PROBLEM),
        arguments("GET / HTTP/2.0\r\n\r\n", 426, PROBLEM),
        arguments(request("GET /", "X: " + "a".repeat(9_000) + "\r\n", ""), 431, PROBLEM));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void every_response_has_its_type_the_security_headers_and_no_cookie_or_server(
      String request, int status, String type) {
    var answer = RawHttp.send(APP.port(), request);
    var head = List.of(answer.substring(0, answer.indexOf("\r\n\r\n")).split("\r\n", -1));

    assertThat(head.get(0)).startsWith("HTTP/1.1 " + status + " ");
    assertThat(head.stream().filter(line -> line.startsWith("Content-Type: ")))
        .containsExactly("Content-Type: " + type);
    assertThat(head)
        .containsOnlyOnce(
            "Cache-Control: no-store",
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: no-referrer",
            "Cross-Origin-Resource-Policy: same-origin",
            "Cross-Origin-Opener-Policy: same-origin",
            "Strict-Transport-Security: max-age=31536000");
    assertThat(head.stream().filter(line -> line.startsWith("Content-Security-Policy: default-")))
        .hasSize(1);
    assertThat(head.stream().filter(line -> line.startsWith("X-Request-Id: "))).hasSize(1);
    assertThat(head)
        .noneMatch(line -> line.matches("(?i)(set-cookie|server|x-powered-by|via|date-gmt):.*"));
  }

  static List<Route> routes() {
    return APP.routes();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void no_route_sets_a_cookie(Route route) {
    var hasBody = List.of(HandlerType.POST, HandlerType.PATCH).contains(route.method());

    var answer =
        caller(route)
            .with("Content-Type", "application/json")
            .with("Cookie", "session=1")
            .send(
                route.method().name(),
                route.path().replaceAll("\\{\\w+}", "nothing"),
                hasBody ? "{}" : null);

    assertThat(answer.status()).isNotIn(401, 403).isLessThan(500);
    assertThat(answer.header("Set-Cookie")).isNull();
  }

  private static TestHttp caller(Route route) {
    return switch (route.access()) {
      case SERVER, ANY_KEY -> APP.http();
      case ADMIN, ADMIN_PAGE, METRICS -> APP.admin();
      case MAILJET -> APP.events();
      case PUBLIC, LOCAL -> APP.anybody();
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE /users", "TRACE /", "TRACE /nowhere", "TRACK /users"})
  void TRACE_and_TRACK_do_not_echo_the_request(String line) {
    var answer = RawHttp.send(APP.port(), request(line, KEY + "X-Canary: canary\r\n", ""));

    assertThat(answer).matches("(?s)HTTP/1.1 40[45] .*");
    assertThat(answer).doesNotContain("canary", TestApp.API_KEY);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_body_may_have_16_KiB_but_not_one_byte_more(boolean isChunked) {
    var user = registration(newAddress());
    var full = user + " ".repeat(MAX_BODY - user.length());

    assertThat(answer(full, isChunked)).startsWith("HTTP/1.1 201 ");
    assertThat(answer(full + " ", isChunked))
        .startsWith("HTTP/1.1 413 ")
        .contains("\"detail\":\"The body is larger than 16 KiB.\",\"code\":\"body_too_large\"");
  }

  private static String answer(String body, boolean isChunked) {
    var chunked = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    var head = "POST /users HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + KEY + JSON;
    return RawHttp.send(
        APP.port(),
        isChunked
            ? head + "Transfer-Encoding: chunked\r\n\r\n" + chunked
            : head + "Content-Length: " + body.length() + "\r\n\r\n" + body);
  }

  @Test
  void the_Host_header_is_in_no_mail_and_no_response() {
    var email = newAddress();
    var otherHost = "Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n";
    var body = registration(email);

    var answer =
        RawHttp.send(
            APP.port(),
            "POST /users HTTP/1.1\r\n"
                + otherHost
                + KEY
                + JSON
                + ("Content-Length: " + body.length() + "\r\n\r\n" + body));
    var page = RawHttp.send(APP.port(), "GET / HTTP/1.1\r\n" + otherHost + "\r\n");

    assertThat(answer).startsWith("HTTP/1.1 201 ").contains("\r\nLocation: /users/");
    assertThat(page).startsWith("HTTP/1.1 302 ").contains("\r\nLocation: /docs/\r\n");
    var mail = APP.mail(email, 1);
    assertThat(mail.html()).contains(TestApp.PUBLIC_URL + mail.link());
    assertThat(answer + page + mail.message()).doesNotContain("evil.example");
  }

  @Test
  void plain_HTTP_responses_have_no_Strict_Transport_Security() {
    try (var app = TestApp.start(Map.of("PUBLIC_URL", "http://localhost:8000"))) {
      for (var path : List.of("/health/live", "/nowhere", "/docs/", "/%zz"))
        assertThat(RawHttp.send(app.port(), bare("GET " + path)).toLowerCase(Locale.ROOT))
            .contains("\r\nreferrer-policy: no-referrer\r\n")
            .doesNotContain("strict-transport-security");
    }
  }
}
