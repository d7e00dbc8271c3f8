package org.registrationapi.dnscheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.kit.DnsStub;
import org.registrationapi.mailcheck.Reply;
import org.xbill.DNS.Rcode;

/** TXT records are read from a DNS server. */
class TxtLookupTest {
  private final DnsStub server = new DnsStub();
  private final TxtLookup dns = new TxtLookup(Optional.of(server.address()));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void all_records_of_a_name_are_read() {
    server.answer("shop.example", "v=spf1 mx -all", "another text");

    assertThat(dns.of("shop.example"))
        .isEqualTo(Reply.of(List.of("v=spf1 mx -all", "another text")));
    assertThat(server.questions()).containsExactly("shop.example");
  }

  @Test
  void the_parts_of_a_long_record_are_joined() {
    var key = "v=DKIM1; p=" + "abcdefgh".repeat(64);
    server.answer("s1._domainkey.shop.example", key);

    assertThat(dns.of("s1._domainkey.shop.example")).isEqualTo(Reply.of(List.of(key)));
  }

  @Test
  void a_name_without_records_and_an_unknown_name_have_none() {
    server.answer("empty.example");

    assertThat(dns.of("empty.example")).isEqualTo(Reply.absent());
    assertThat(dns.of("unknown.example")).isEqualTo(Reply.absent());
  }

  @ParameterizedTest
  @CsvSource({"SERVFAIL", "REFUSED"})
  void an_error_of_the_server_is_no_answer(String code) {
    server.fail("shop.example", Rcode.value(code));

    assertThat(dns.of("shop.example")).isEqualTo(Reply.unknown("the DNS server answered " + code));
  }

  @Test
  void a_silent_server_is_given_up() {
    server.beSilent("shop.example");
    var impatient = new TxtLookup(Optional.of(server.address()), Duration.ofMillis(1));

    assertThat(impatient.of("shop.example"))
        .isEqualTo(Reply.unknown("the DNS server did not answer"));
  }

  @Test
  void a_name_that_DNS_cannot_have_is_not_asked_for() {
    var label = "a".repeat(64);

    assertThat(dns.of(label + ".example"))
        .isEqualTo(Reply.unknown("DNS has no names like " + label + ".example"));
    assertThat(server.questions()).isEmpty();
  }

  @Test
  void without_a_setting_the_servers_of_the_system_are_asked() {
    var reply = new TxtLookup(Optional.empty(), Duration.ofMillis(1)).of("shop.invalid");

    assertThat(reply.value()).isEmpty(); // whether the machine has a DNS server or not
  }
}
