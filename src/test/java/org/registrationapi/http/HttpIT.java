package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.RawHttp;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;

/** Behaviour common to all routes, and requests that reach no route. */
class HttpIT {
  private static final TestApp APP = SharedApp.APP;

  @Test
  void an_unknown_path_is_a_404_problem() {
    var answer = APP.http().get("/nowhere");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json; charset=utf-8");
    assertThat(answer.body())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Not Found","status":404,\
            "detail":"There is nothing at this path; see /docs.","code":"not_found","request_id":"%s"}"""
                .formatted(answer.header("X-Request-Id")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "TRACE", "PROPFIND"})
  void an_unsupported_method_is_405_with_the_allowed_methods(String method) {
    var answer = raw(method + " /users HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 405 ");
    assertThat(answer).contains("\r\nAllow: DELETE, GET, HEAD, OPTIONS, POST\r\n");
    assertThat(answer).contains("\"code\":\"method_not_allowed\"");
  }

  @Test
  void OPTIONS_lists_the_methods_of_a_path() {
    var answer = APP.anybody().send("OPTIONS", "/users/ada@example.com", null);

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH");
  }

  @Test
  void HEAD_answers_like_GET_without_the_body() {
    var head = APP.http().send("HEAD", "/users", null);
    var get = APP.http().get("/users");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
    assertThat(APP.http().send("HEAD", "/users/nobody@example.com", null).status()).isEqualTo(404);
    assertThat(APP.anybody().send("HEAD", "/users", null).status()).isEqualTo(401);
  }

  @Test
  void a_trailing_slash_makes_no_difference() {
    assertThat(APP.http().get("/users/").status()).isEqualTo(200);
    assertThat(APP.http().get("/health/live/").status()).isEqualTo(200);
  }

  static Stream<Arguments> invalidRequests() {
    return Stream.of(
        arguments("rubbish\r\n\r\n", 400),
        arguments("GET / HTTP/9.9\r\n\r\n", 400),
        arguments("GET /users HTTP/1.1\r\n\r\n", 400),
        arguments("GET /users%2Fada HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400),
        arguments("GET /users/%2e%2e/docs HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400),
        arguments("GET /users/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400),
        arguments("GET /users/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400),
        arguments("GET /users;a=b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404),
        arguments("GET //users HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400),
        arguments("GET /users HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n", 400),
        arguments(
            "POST /users HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400),
        arguments(
            "GET /users HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(9_000) + "\r\n\r\n", 431),
        arguments("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n", 414));
  }

  @ParameterizedTest
  @MethodSource("invalidRequests")
  void an_invalid_request_gets_a_problem_that_does_not_echo_it(String request, int status) {
    var answer = raw(request);

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer).contains("Content-Type: application/problem+json; charset=utf-8\r\n");
    assertThat(answer).contains("X-Content-Type-Options: nosniff\r\n").contains("X-Request-Id: ");
    assertThat(answer)
        .contains("\"status\":" + status + ",")
        .doesNotContain("aaaa")
        .doesNotContain("ada");
  }

  @Test
  void a_path_traversal_is_400_or_404() {
    assertThat(rawStatus("/users/../../etc/passwd")).isIn("400", "404");
    assertThat(rawStatus("/docs/../../../pom.xml")).isIn("400", "404");
    assertThat(rawStatus("/docs/..%5c..%5cpom.xml")).isIn("400", "404");
  }

  private static String rawStatus(String path) {
    return raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        .substring(9, 12);
  }

  private static String raw(String request) {
    return RawHttp.send(APP.port(), request);
  }

  @Test
  void a_valid_request_id_is_echoed_and_an_invalid_one_is_replaced() {
    assertThat(APP.http().with("X-Request-Id", "abc-123").get("/users").header("X-Request-Id"))
        .isEqualTo("abc-123");
    for (var bad : new String[] {"a b", "<script>", "x".repeat(65), "é"})
      assertThat(APP.http().with("X-Request-Id", bad).get("/users").header("X-Request-Id"))
          .matches("[A-Za-z0-9]{20}");
    assertThat(
            APP.http()
                .with("X-Request-Id", "abc-123")
                .get("/nowhere")
                .json()
                .path("request_id")
                .asText())
        .isEqualTo("abc-123");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/users",
        "/nowhere",
        "/health/live",
        "/openapi.json",
        "/docs/",
        "/validation/forged"
      })
  void every_response_has_the_security_headers_and_no_server_version(String path) {
    var answer = APP.http().get(path);

    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Content-Security-Policy")).startsWith("default-src '");
    assertThat(answer.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
    assertThat(answer.header("Server")).isNull();
    assertThat(answer.header("Set-Cookie")).isNull();
  }

  @Test
  void live_and_ready_are_200_and_report_up() {
    var live = APP.anybody().get("/health/live");
    var ready = APP.anybody().get("/health/ready");

    assertThat(live.status()).isEqualTo(200);
    assertThat(live.body()).isEqualTo("{\"status\":\"up\"}");
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.body()).isEqualTo("{\"status\":\"up\",\"mail\":\"up\"}");
  }
}
