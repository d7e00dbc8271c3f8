package org.registrationapi.dnscheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.kit.DnsStub;
import org.registrationapi.mailcheck.CheckName;
import org.registrationapi.mailcheck.CheckResult;
import org.registrationapi.mailcheck.DnsRecord;
import org.xbill.DNS.Rcode;

/** The checks by DNS: SPF and DKIM with an SMTP server, and DMARC. */
class DnsChecksTest {
  private final DnsStub server = new DnsStub();
  private final TxtLookup dns = new TxtLookup(Optional.of(server.address()));

  @AfterEach
  void stop() {
    server.close();
  }

  private CheckResult spf() {
    return SpfCheck.of("shop.example", dns.of("shop.example"));
  }

  private CheckResult dkim() {
    return DkimCheck.of("shop.example", Optional.of("s1"), dns);
  }

  private CheckResult dmarc(String domain) {
    return DmarcCheck.of(domain, dns);
  }

  @Test
  void one_SPF_record_is_fine() {
    server.answer("shop.example", "google-site-verification=1", "v=spf1 mx ~all");

    assertThat(spf())
        .isEqualTo(
            CheckResult.ok(
                CheckName.SPF,
                "shop.example has one SPF record. Whether it names the SMTP server cannot be seen from here:"
                    + " v=spf1 mx ~all"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v=spf10 mx", "spf1 mx", "v=spf1mx"})
  void other_texts_are_no_SPF_record(String text) {
    server.answer("shop.example", text);

    assertThat(spf().state()).isEqualTo("failed");
    assertThat(spf().found()).startsWith("shop.example has no SPF record");
  }

  @Test
  void no_SPF_record_is_a_failure() {
    assertThat(spf().state()).isEqualTo("failed");
    assertThat(spf().toDo())
        .isEqualTo(
            "Publish a TXT record of shop.example that names the SMTP server, as its operator describes.");
  }

  @Test
  void two_SPF_records_are_a_failure() {
    server.answer("shop.example", "v=spf1 mx ~all", "V=SPF1 include:mail.example -all");

    assertThat(spf().state()).isEqualTo("failed");
    assertThat(spf().found()).isEqualTo("shop.example has 2 SPF records, so none of them counts.");
  }

  @Test
  void an_SPF_record_that_allows_no_server_is_a_failure() {
    server.answer("shop.example", "v=spf1 -all");

    assertThat(spf().state()).isEqualTo("failed");
  }

  @Test
  void without_an_answer_of_DNS_nothing_is_known() {
    server.fail("shop.example", Rcode.SERVFAIL);
    server.fail("s1._domainkey.shop.example", Rcode.SERVFAIL);
    server.fail("_dmarc.shop.example", Rcode.SERVFAIL);

    assertThat(spf().found())
        .isEqualTo(
            "The SPF record of shop.example is not known: the DNS server answered SERVFAIL.");
    assertThat(dkim().found())
        .isEqualTo(
            "The DKIM key at s1._domainkey.shop.example is not known: the DNS server answered SERVFAIL.");
    assertThat(dmarc("shop.example").found())
        .isEqualTo(
            "The DMARC record of shop.example is not known: the DNS server answered SERVFAIL.");
    for (var result : new CheckResult[] {spf(), dkim(), dmarc("shop.example")})
      assertThat(result.state()).isEqualTo("unknown");
  }

  @Test
  void a_DKIM_key_is_found_by_its_selector() {
    server.answer("s1._domainkey.shop.example", "v=DKIM1; k=rsa; p=MIGfMA0G");

    assertThat(dkim())
        .isEqualTo(
            CheckResult.ok(CheckName.DKIM, "There is a DKIM key at s1._domainkey.shop.example."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v=DKIM1; p=", "v=DKIM1; k=rsa; p= ;", "v=DKIM1"})
  void a_revoked_DKIM_key_is_a_failure(String text) {
    server.answer("s1._domainkey.shop.example", text);

    assertThat(dkim().state()).isEqualTo("failed");
    assertThat(dkim().found())
        .isEqualTo("There is no valid DKIM key at s1._domainkey.shop.example.");
  }

  @Test
  void a_missing_DKIM_key_is_a_failure() {
    assertThat(dkim().state()).isEqualTo("failed");
    assertThat(dkim().toDo()).endsWith("or correct MAIL_DKIM_SELECTOR.");
  }

  @Test
  void without_a_selector_the_DKIM_key_is_not_known() {
    var result = DkimCheck.of("shop.example", Optional.empty(), dns);

    assertThat(result.state()).isEqualTo("unknown");
    assertThat(result.toDo()).startsWith("Set MAIL_DKIM_SELECTOR to the selector");
    assertThat(server.questions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v=DMARC1; p=none|none",
        "v=DMARC1;p=reject;rua=mailto:dmarc@shop.example|reject",
        "v=DMARC1; sp=none; p=Quarantine|quarantine"
      })
  void a_DMARC_record_has_a_policy(String record, String policy) {
    server.answer("_dmarc.shop.example", record);

    assertThat(dmarc("shop.example"))
        .isEqualTo(
            CheckResult.ok(
                CheckName.DMARC,
                "shop.example has a DMARC record with the policy " + policy + "."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"v=DMARC1; p=reject|reject", "v=DMARC1; p=reject; sp=none|none"})
  void the_DMARC_record_of_a_domain_above_counts(String record, String policy) {
    server.answer("_dmarc.shop.example", record);

    assertThat(dmarc("eu.mail.shop.example").found())
        .isEqualTo(
            "eu.mail.shop.example has no DMARC record of its own; shop.example has a DMARC record with the policy "
                + policy
                + ".");
    assertThat(server.questions())
        .containsExactly(
            "_dmarc.eu.mail.shop.example", "_dmarc.mail.shop.example", "_dmarc.shop.example");
  }

  @Test
  void no_DMARC_record_is_a_warning_with_a_record_to_publish() {
    var result = dmarc("mail.shop.example");

    assertThat(result.state()).isEqualTo("warning");
    assertThat(result.record())
        .isEqualTo(new DnsRecord("TXT", "_dmarc.mail.shop.example", "v=DMARC1; p=none"));
    assertThat(server.questions()).doesNotContain("_dmarc.example");
  }

  @Test
  void of_a_name_with_very_many_labels_few_domains_above_are_asked_for() {
    dmarc("a.b.c.d.e.f.g.h.i.j.shop.example");

    assertThat(server.questions())
        .hasSize(7)
        .startsWith("_dmarc.a.b.c.d.e.f.g.h.i.j.shop.example", "_dmarc.f.g.h.i.j.shop.example")
        .endsWith("_dmarc.shop.example");
  }

  @Test
  void two_DMARC_records_or_one_without_a_policy_are_warnings() {
    server.answer("_dmarc.shop.example", "v=DMARC1; p=none", "v=DMARC1; p=reject");
    server.answer("_dmarc.other.example", "v=DMARC1; rua=mailto:dmarc@other.example");

    assertThat(dmarc("shop.example").state()).isEqualTo("warning");
    assertThat(dmarc("shop.example").found())
        .isEqualTo("shop.example has 2 DMARC records, so none of them counts.");
    assertThat(dmarc("other.example").found())
        .isEqualTo("The DMARC record of other.example has no policy.");
  }
}
