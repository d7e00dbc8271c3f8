package org.registrationapi.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the address of a client is read. */
class IpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "203.0.113.7,203.0.113.7",
    "::ffff:203.0.113.7,203.0.113.7",
    "2001:db8::1,20010db800000000/64",
    "2001:0DB8:0:0:ffff::9,20010db800000000/64",
    "2001:db8:0:1::1,20010db800000001/64",
    "::1,0000000000000000/64"
  })
  void a_client_is_an_IPv4_address_or_an_IPv6_network_of_64_bits(String text, String network) {
    assertThat(IpAddress.parse(text).map(IpAddress::network)).contains(network);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "1.2.3",
        "1.2.3.256",
        "[::1]",
        "fe80::1%eth0",
        "1.2.3.4:80",
        ":",
        ".:1", // Java would look it up as a name
        "a.b:c"
      })
  void any_other_text_is_not_an_address(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 203.0.113.9",
    "203.0.113.9:4711, 203.0.113.9",
    "::1, 0:0:0:0:0:0:0:1",
    "[::1], 0:0:0:0:0:0:0:1",
    "[0:0:0:0:0:0:0:1], 0:0:0:0:0:0:0:1", // as Jetty writes the other end of a connection
    "[2001:db8::1]:443, 2001:db8:0:0:0:0:0:1",
    "2001:DB8::1, 2001:db8:0:0:0:0:0:1",
    "2001:db8::1:443, 2001:db8:0:0:0:0:1:443", // without brackets the end is no port
    "fe80::1%eth0, fe80:0:0:0:0:0:0:1", // whether or not this machine has eth0
    "fe80::1%no-such-interface, fe80:0:0:0:0:0:0:1",
    "[fe80::1%eth0]:80, fe80:0:0:0:0:0:0:1",
    "::ffff:203.0.113.9, 203.0.113.9",
    "[::ffff:203.0.113.9]:443, 203.0.113.9",
    "[0:0:0:0:0:ffff:cb00:7109], 203.0.113.9"
  })
  void the_address_of_a_hop_is_read_without_brackets_zone_and_port(String text, String address) {
    assertThat(IpAddress.parseHop(text).map(hop -> hop.address().getHostAddress()))
        .contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "unknown",
        "_hidden",
        "-",
        "unix:",
        "localhost",
        "proxy.example:80",
        "1.2.3.4:",
        "1.2.3.4:port",
        "1.2.3.4:123456",
        "1.2.3.4%eth0",
        "[1.2.3.4]",
        "[::1",
        "::1]",
        "[::1]:",
        "[::1]80",
        "[::1%]",
        "[[::1]]",
        "::1%",
        "1.2.3.4, 5.6.7.8",
        "1:2",
        ".:1"
      })
  void any_other_hop_has_no_address(String text) {
    assertThat(IpAddress.parseHop(text)).isEmpty();
  }
}
