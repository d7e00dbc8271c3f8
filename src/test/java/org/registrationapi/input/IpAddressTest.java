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
      strings = {"", "localhost", "1.2.3", "1.2.3.256", "[::1]", "fe80::1%eth0", "1.2.3.4:80", ":"})
  void any_other_text_is_not_an_address(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }
}
