package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.registrationapi.testing.RawHttp;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;

/** A service for others behind a proxy on the same machine: nothing is open without a key. */
class BehindProxyIT {
  private static final String LOCAL = "Host: localhost:8000\r\n";
  private static final String PUBLIC = "Host: register.example.com\r\n";
  private static final String FOR = "X-Forwarded-For: 203.0.113.7\r\n";
  private static final String PROTO = "X-Forwarded-Proto: https\r\n";

  /** The protocol and the headers of proxies; a client chooses the host if the proxy keeps it. */
  static final List<List<String>> PROXIES =
      List.of(
          List.of("1.0", LOCAL), // nginx: proxy_pass http://localhost:8000;
          List.of("1.1", LOCAL), // nginx from 1.29.7; HAProxy without option forwardfor
          List.of("1.1", "Host: 127.0.0.1\r\n"),
          List.of("1.0", PUBLIC + "X-Real-IP: 203.0.113.7\r\n" + FOR + PROTO), // nginx, as usual
          List.of("1.0", LOCAL + "X-Real-IP: 203.0.113.7\r\n" + FOR + PROTO),
          List.of("1.1", LOCAL + FOR), // HAProxy: option forwardfor
          List.of("1.1", PUBLIC + FOR + PROTO),
          List.of("1.1", LOCAL + "Forwarded: proto=https;for=203.0.113.7\r\n"), // option forwarded
          List.of("1.1", LOCAL + "X-Forwarded-For: 127.0.0.1\r\n"),
          List.of("1.1", LOCAL + "X-Forwarded-For: 127.0.0.1, 203.0.113.7\r\n" + PROTO));

  private static TestApp embedded;

  /** The embedded database, loopback, and the settings of a service for others. */
  @BeforeAll
  static void start() {
    embedded = TestApp.startEmbedded(Map.of("TRUSTED_PROXIES", "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    embedded.close();
  }

  private static String get(int port, String path, List<String> proxy) {
    return RawHttp.send(
        port,
        "GET %s HTTP/%s\r\n%sConnection: close\r\nX-Requested-With: docs\r\n\r\n"
            .formatted(path, proxy.get(0), proxy.get(1)));
  }

  @ParameterizedTest
  @FieldSource("PROXIES")
  void nothing_is_open_through_a_proxy(List<String> proxy) {
    for (var port : List.of(embedded.port(), SharedApp.APP.port())) {
      assertThat(get(port, "/metrics", proxy)).startsWith("HTTP/1.1 401 ");
      assertThat(get(port, "/status", proxy)).startsWith("HTTP/1.1 401 ");
      assertThat(get(port, "/docs/key", proxy)).startsWith("HTTP/1.1 404 ");
      assertThat(get(port, "/mailbox", proxy)).startsWith("HTTP/1.1 404 ");
      assertThat(get(port, "/docs/swagger-initializer.js", proxy))
          .startsWith("HTTP/1.1 200 ")
          .doesNotContain("reg_");
      assertThat(get(port, "/health/live", proxy)).startsWith("HTTP/1.1 200 ");
    }
  }
}
