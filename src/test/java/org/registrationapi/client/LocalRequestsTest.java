package org.registrationapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.Requests;

/** Which requests count as made on this machine. */
class LocalRequestsTest {
  private final LocalRequests development = new LocalRequests(true);

  private boolean isLocal(String remote, String host) {
    return development.isLocal(Requests.from(remote, Map.of("Host", host)));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, localhost:8000",
    "127.0.0.1, localhost",
    "127.0.0.1, LOCALHOST:8000",
    "127.0.0.1, 127.0.0.1:8000",
    "127.9.9.9, localhost",
    "::1, [::1]:8000",
    "[0:0:0:0:0:0:0:1], [::1]:8000", // as Jetty writes it
    "[0:0:0:0:0:0:0:1], localhost",
    "::ffff:127.0.0.1, localhost"
  })
  void in_development_a_loopback_request_to_localhost_is_local(String remote, String host) {
    assertThat(isLocal(remote, host)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, localhost",
    "203.0.113.9, localhost",
    "[2001:db8:0:0:0:0:0:1], [::1]",
    "unknown, localhost",
    "127.0.0.1, rebound.example:8000", // DNS rebinding: a foreign name that points here
    "127.0.0.1, localhost.rebound.example",
    "127.0.0.1, 127.0.0.1.rebound.example",
    "127.0.0.1, 127.0.0.2",
    "127.0.0.1, localhost_",
    "127.0.0.1, localhost@rebound.example",
    "127.0.0.1, rebound.example@localhost",
    "127.0.0.1, localhost/rebound.example",
    "127.0.0.1, localhost:",
    "127.0.0.1, ''",
    "127.0.0.1, %zz",
    "127.0.0.1, a b",
    "127.0.0.1, [::1",
  })
  void a_remote_request_or_one_to_another_host_is_not_local(String remote, String host) {
    assertThat(isLocal(remote, host)).isFalse();
  }

  @Test
  void a_request_without_a_host_is_not_local() {
    assertThat(development.isLocal(Requests.from("127.0.0.1", Map.of()))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For",
        "x-forwarded-for",
        "X-Forwarded-Proto",
        "X-Forwarded-Host",
        "X-Forwarded-Anything",
        "Forwarded",
        "Via",
        "X-Real-IP",
        "X-Client-IP",
        "True-Client-IP",
        "CF-Connecting-IP",
        "X-Envoy-External-Address",
        "X-Original-Forwarded-For"
      })
  void a_request_with_a_header_of_a_proxy_is_not_local(String header) {
    var headers = Map.of("Host", "localhost", header, "127.0.0.1");

    assertThat(development.isLocal(Requests.from("127.0.0.1", headers))).isFalse();
  }

  @Test
  void outside_development_no_request_is_local_and_every_host_is_answered() {
    var production = new LocalRequests(false);
    var request = Requests.from("127.0.0.1", Map.of("Host", "localhost"));

    assertThat(production.isLocal(request)).isFalse();
    assertThat(production.isAnswered("register.example.com")).isTrue();
    assertThat(production.isAnswered(null)).isTrue();
    assertThat(development.isAnswered("register.example.com")).isFalse();
    assertThat(development.isAnswered(null)).isFalse();
  }
}
