package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.testing.RawHttp;
import org.registrationapi.testing.TestApp;

/** Connections over IPv6. The tests fail on a machine without {@code ::1}. */
class Ipv6IT {
  private static final String ORIGIN = "https://shop.example";

  private static TestApp app;
  private static InetAddress loopback;

  @BeforeAll
  static void start() throws IOException {
    loopback =
        InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
    app =
        TestApp.start(
            Map.of("HOST", "::", "TRUSTED_PROXIES", "::1", "CLIENT_REGISTRATIONS_PER_HOUR", "2"));
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  /** Registers a new user as a page with this publishable key does; returns the status. */
  private static String register(String key, String headers) {
    var body = TestApp.registration(TestApp.newAddress());
    return RawHttp.send(
            loopback,
            app.port(),
            "POST /users HTTP/1.1\r\nHost: [::1]\r\nConnection: close\r\n"
                + ("Authorization: Bearer " + key + "\r\nOrigin: " + ORIGIN + "\r\n" + headers)
                + ("Content-Type: application/json\r\nContent-Length: " + body.length())
                + ("\r\n\r\n" + body))
        .substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3);
  }

  private static String newKey() {
    var server = app.newServer("").name();
    var key = "{\"kind\": \"publishable\", \"allowed_origins\": [\"" + ORIGIN + "\"]}";
    var answer = app.admin().post("/servers/" + server + "/keys", key);
    assertThat(answer.status()).isEqualTo(201);
    return answer.json().path("key").asText();
  }

  @Test
  void a_page_registers_visitors_over_IPv6_within_the_limit_of_the_client() {
    var key = newKey();

    assertThat(register(key, "")).isEqualTo("202");
    assertThat(register(key, "")).isEqualTo("202");
    assertThat(register(key, "")).isEqualTo("429");
  }

  @ParameterizedTest
  @CsvSource({
    "'[2001:db8:1::1]:443', '2001:db8:1::2'",
    "'2001:db8:2::1%eth0', '[2001:db8:2::1]'",
    "'203.0.113.9:4711', '::ffff:203.0.113.9'",
    "'unknown', ''",
    "'198.51.100.7, unknown', '198.51.100.8, unknown'"
  })
  void two_spellings_of_one_client_behind_a_proxy_over_IPv6_share_its_limit(
      String first, String second) {
    var key = newKey();

    assertThat(register(key, "X-Forwarded-For: " + first + "\r\n")).isEqualTo("202");
    assertThat(register(key, "X-Forwarded-For: " + second + "\r\n")).isEqualTo("202");
    assertThat(register(key, "X-Forwarded-For: " + first + "\r\n")).isEqualTo("429");
    assertThat(register(key, "X-Forwarded-For: 192.0.2.99\r\n")).isEqualTo("202");
  }

  @Test
  void several_headers_are_read_as_one_list() {
    var key = newKey();
    var client = "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-For: 198.51.100.9, ::1\r\n";
    var forged = "X-Forwarded-For: 192.0.2.2\r\nX-Forwarded-For: 198.51.100.9\r\n";

    assertThat(register(key, client)).isEqualTo("202");
    assertThat(register(key, forged)).isEqualTo("202");
    assertThat(register(key, client)).isEqualTo("429");
  }
}
