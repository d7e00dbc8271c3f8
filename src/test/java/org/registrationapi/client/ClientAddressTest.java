package org.registrationapi.client;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.logs.LogFormat;
import org.registrationapi.testing.LogLines;
import org.registrationapi.testing.Requests;

class ClientAddressTest {
  private final ClientAddress behindProxies =
      new ClientAddress(List.of("10.0.0.0/8", "192.0.2.1", "fd00::/8"));

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/8", "192.0.2.1", "0.0.0.0/0", "::1", "fd00::/8", "::ffff:1.2.3.4"})
  void a_proxy_is_an_address_or_a_network(String proxy) {
    assertThatCode(() -> new ClientAddress(List.of(proxy))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "*",
        "garbage",
        "localhost", // names are not resolved: DNS would decide which proxy is trusted
        "proxy.example",
        "dead.beef",
        "10",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "10.0.0.0/x",
        "10.0.0.1/8",
        "/8",
        "10.0.0.1-10.0.0.9",
        "fd00::/129",
        "1:2",
        "[::1]",
        "10.0.0.1:80",
        "10.0.0.1 ",
      })
  void an_invalid_proxy_is_refused(String proxy) {
    var proxies = List.of("192.0.2.1", proxy);

    assertThatThrownBy(() -> new ClientAddress(proxies))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "from {0}, forwarded for {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9 | 198.51.100.7                     | 203.0.113.9", // any client can send it
        "10.0.0.1    | 198.51.100.7                     | 198.51.100.7",
        "192.0.2.1   | 198.51.100.7                     | 198.51.100.7",
        "192.0.2.2   | 198.51.100.7                     | 192.0.2.2",
        "fd00::1     | 2001:db8::7                      | 2001:db8:0:0:0:0:0:7",
        "[fd00:0:0:0:0:0:0:1] | [2001:db8::7]:443       | 2001:db8:0:0:0:0:0:7",
        "[fd00::1%eth0] | fe80::7%eth0                  | fe80:0:0:0:0:0:0:7",
        "[::ffff:10.0.0.1] | ::ffff:198.51.100.7        | 198.51.100.7",
        "10.0.0.1    | 198.51.100.7:4711                | 198.51.100.7",
        "10.0.0.1    | 198.51.100.7:4711, 10.0.0.2:80   | 198.51.100.7",
        "10.0.0.1    | 1.2.3.4, 198.51.100.7            | 198.51.100.7",
        "10.0.0.1    | 1.2.3.4, 198.51.100.7, 10.9.9.9  | 198.51.100.7",
        "10.0.0.1    | 1.2.3.4,198.51.100.7 , 192.0.2.1 | 198.51.100.7",
        "10.0.0.1    | 10.0.0.3, 10.0.0.2               | 10.0.0.3",
        "10.0.0.1    | ''                               | 10.0.0.1",
        "10.0.0.1    | ,                                | 10.0.0.1",
        "10.0.0.1    | 1.2.3.4,,198.51.100.7, ,         | 198.51.100.7",
        "10.0.0.1    | 1.2.3.4, 198.51.100.7,, 10.0.0.2 | 198.51.100.7",
        "10.0.0.1    | unknown                          | 10.0.0.1",
        "10.0.0.1    | 198.51.100.7, unknown            | 10.0.0.1",
        "10.0.0.1    | 198.51.100.7, 999.999.999.999, 10.0.0.2 | 10.0.0.2",
        "10.0.0.1    | 198.51.100.7, 1:2, 10.0.0.2      | 10.0.0.2",
        "10.0.0.1    | 198.51.100.7, dead.beef          | 10.0.0.1",
        "10.0.0.1    | 198.51.100.7, localhost          | 10.0.0.1",
      })
  void the_client_is_the_nearest_address_that_is_not_a_trusted_proxy(
      String remote, String forwardedFor, String address) {
    var request = Requests.from(remote, Map.of("X-Forwarded-For", forwardedFor));

    assertThat(address(request)).isEqualTo(address);
  }

  private String address(Context request) {
    return behindProxies.of(request).address().getHostAddress();
  }

  @Test
  void without_the_header_the_client_is_the_peer_of_the_connection() {
    assertThat(address(Requests.from("10.0.0.1", Map.of()))).isEqualTo("10.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "[2001:db8:0:1:2:3:4:5], 20010db800000001/64",
    "[fe80:0:0:0:0:0:0:1%eth0], fe80000000000000/64",
    "[0:0:0:0:0:0:0:1], 0000000000000000/64",
    "203.0.113.9, 203.0.113.9"
  })
  void a_client_is_told_apart_by_its_network_as_Jetty_writes_its_address(
      String remote, String network) {
    assertThat(behindProxies.networkOf(Requests.from(remote, Map.of()))).isEqualTo(network);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "/run/web.sock", "unknown"})
  void all_peers_without_an_address_are_one_client_and_trusted_by_nobody(String remote) {
    var forwarded = Map.of("X-Forwarded-For", "198.51.100.7");

    assertThat(behindProxies.networkOf(Requests.from(remote, forwarded))).isEqualTo("0.0.0.0");
  }

  @Test
  void an_unreadable_address_is_logged_once_without_its_text() {
    var header = Map.of("X-Forwarded-For", "198.51.100.7, a-text");
    var logged = new ArrayList<String>();

    try (var lines = LogLines.to(logged::add, LogFormat.TEXT)) {
      assertThat(lines.isStarted()).isTrue();
      for (int i = 0; i < 3; i++)
        assertThat(address(Requests.from("10.0.0.1", header))).isEqualTo("10.0.0.1");
    }

    assertThat(logged)
        .filteredOn(line -> line.contains("ClientAddress"))
        .singleElement(as(STRING))
        .contains("WARN", "The trusted proxy 10.0.0.1 has an X-Forwarded-For that cannot be read")
        .doesNotContain("a-text");
  }
}
