package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.RawHttp;
import org.registrationapi.testing.TestApp;

/** What is open without a key in development, and only to the same machine. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("applications")
class DevelopmentIT {
  private static final List<String> LOCAL =
      List.of("/docs/key", "/mailbox", "/metrics", "/status", "/status/mails");
  private static final String PAGE = "X-Requested-With: docs\r\n";

  private static TestApp app;

  @BeforeAll
  static void start() {
    app = TestApp.startDevelopment(Map.of("HOST", "localhost", "ADMIN_KEY", "short"));
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static String get(String path, String host, String headers) {
    return RawHttp.send(app.port(), request("GET " + path + " HTTP/1.1", host, headers));
  }

  private static String request(String line, String host, String headers) {
    return line + "\r\nHost: " + host + "\r\nConnection: close\r\n" + headers + "\r\n";
  }

  private static String status(String answer) {
    return answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:8000", "[::1]:80"})
  void the_same_machine_needs_no_key(String host) {
    for (var path : LOCAL) assertThat(status(get(path, host, PAGE))).as(path).isEqualTo("200");
  }

  /** What nginx, HAProxy, Apache, Caddy, Traefik and content networks send. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 203.0.113.7",
        "X-Forwarded-For: 127.0.0.1",
        "X-Real-IP: 203.0.113.7",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: register.example.com",
        "X-Forwarded-Port: 443",
        "X-Forwarded-Server: proxy.example",
        "Forwarded: for=203.0.113.7;proto=https",
        "Via: 1.1 Caddy",
        "X-Client-IP: 203.0.113.7",
        "True-Client-IP: 203.0.113.7",
        "CF-Connecting-IP: 203.0.113.7"
      })
  void a_forwarded_request_is_not_local(String header) {
    assertThat(LOCAL.stream().map(path -> status(get(path, "localhost", PAGE + header + "\r\n"))))
        .containsExactly("403", "403", "401", "403", "403");
  }

  /**
   * {@code proxy_pass http://localhost:8000;} of nginx up to 1.28 adds nothing, but is HTTP/1.0.
   */
  @Test
  void a_request_of_nginx_without_any_configuration_is_not_local() {
    var answers =
        LOCAL.stream()
            .map(path -> request("GET " + path + " HTTP/1.0", "localhost:8000", PAGE))
            .map(request -> status(RawHttp.send(app.port(), request)));

    assertThat(answers).containsExactly("403", "403", "401", "403", "403");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "register.example.com",
        "0.0.0.0:8000",
        "192.168.1.7"
      })
  void another_host_is_421_on_every_path(String host) {
    var key = "Authorization: Bearer " + TestApp.API_KEY + "\r\n";
    for (var path : List.of("/docs/key", "/docs/", "/docs/swagger-ui.css", "/users", "/nowhere"))
      assertThat(get(path, host, PAGE + key))
          .startsWith("HTTP/1.1 421 ")
          .contains(
              "\r\nContent-Type: application/problem+json; charset=utf-8\r\n",
              "\"title\":\"Misdirected Request\"",
              "\"code\":\"misdirected_request\"")
          .doesNotContain(host, TestApp.API_KEY);
  }

  @Test
  void a_request_cannot_name_two_hosts_or_none() {
    var absolute = request("GET http://evil.example/docs/key HTTP/1.1", "localhost", PAGE);

    assertThat(status(RawHttp.send(app.port(), absolute))).isIn("400", "421");
    assertThat(status(get("/docs/key", "localhost", "Host: evil.example\r\n" + PAGE)))
        .isIn("400", "421");
    assertThat(status(RawHttp.send(app.port(), "GET /docs/key HTTP/1.0\r\n" + PAGE + "\r\n")))
        .isEqualTo("421");
  }

  @Test
  void the_key_of_the_documentation_page_is_in_no_script_and_needs_a_header() {
    assertThat(get("/docs/swagger-initializer.js", "localhost", ""))
        .startsWith("HTTP/1.1 200 ")
        .contains("\r\nCross-Origin-Resource-Policy: same-origin\r\n", "true && fillIn()")
        .doesNotContain("reg_");
    assertThat(get("/docs/key", "localhost", ""))
        .startsWith("HTTP/1.1 400 ")
        .contains("Send the header X-Requested-With: docs.")
        .doesNotContain("reg_");
    assertThat(get("/docs/key", "localhost", PAGE))
        .contains("\r\nContent-Type: application/json", "{\"key\":\"" + TestApp.API_KEY + "\"}")
        .doesNotContain("Access-Control-");
    var preflight =
        String.join(
            "\r\n",
            "Origin: https://evil.example",
            "Access-Control-Request-Method: GET",
            "Access-Control-Request-Headers: x-requested-with",
            "");
    assertThat(
            RawHttp.send(app.port(), request("OPTIONS /docs/key HTTP/1.1", "localhost", preflight)))
        .startsWith("HTTP/1.1 204 ")
        .doesNotContain("Access-Control-");
  }

  @Test
  void development_works_over_IPv6() throws IOException {
    var loopback =
        InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
    try (var own = TestApp.startDevelopment(Map.of("HOST", "::1"))) {
      for (var path : LOCAL) {
        var request = request("GET " + path + " HTTP/1.1", "[::1]:" + own.port(), PAGE);
        assertThat(status(RawHttp.send(loopback, own.port(), request))).as(path).isEqualTo("200");
      }
    }
  }
}
