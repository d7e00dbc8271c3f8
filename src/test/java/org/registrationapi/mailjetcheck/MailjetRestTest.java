package org.registrationapi.mailjetcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.kit.MailjetRestStub.check;
import static org.registrationapi.kit.MailjetRestStub.data;
import static org.registrationapi.kit.MailjetRestStub.dns;
import static org.registrationapi.kit.MailjetRestStub.sender;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.kit.MailjetRestStub;
import org.registrationapi.kit.MailjetRestStub.Resource;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.kit.MailjetStub.Answer;
import org.registrationapi.mailcheck.DnsRecord;
import org.registrationapi.mailcheck.Reply;
import org.registrationapi.mailjetcheck.MailjetAccount.EventUrl;
import org.registrationapi.mailjetcheck.MailjetAccount.Sender;
import org.registrationapi.secrets.Secret;
import org.registrationapi.transport.MailSettings;

/** What Mailjet answers about an account is read leniently, and a failure is a reason. */
class MailjetRestTest {
  private final MailjetStub stub = new MailjetStub();
  private final MailjetRest mailjet = rest(Duration.ofSeconds(60));

  @AfterEach
  void stop() {
    stub.close();
  }

  private MailjetRest rest(Duration timeout) {
    var sender = new MailSettings.Sender("hello@register.example.com", Optional.empty());
    var settings =
        new MailSettings.Mailjet("public", new Secret("private"), URI.create(stub.url()), sender);
    return new MailjetRest(settings, timeout);
  }

  private static Reply.Trouble trouble(Reply<?> reply) {
    assertThat(reply.value()).isEmpty();
    return reply.trouble().orElseThrow();
  }

  @Test
  void the_senders_are_read() {
    stub.rest()
        .answer(
            Resource.SENDER,
            data(sender("hello@shop.example", "Active"), sender("*@shop.example", "Inactive")));

    assertThat(mailjet.senders())
        .isEqualTo(
            Reply.of(
                new MailjetAccount.Senders(
                    List.of(
                        new Sender("hello@shop.example", "Active"),
                        new Sender("*@shop.example", "Inactive")),
                    true)));
    assertThat(stub.rest().calls())
        .extracting(MailjetStub.Call::method, MailjetStub.Call::authorization)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("GET", "Basic cHVibGljOnByaXZhdGU="));
  }

  @Test
  void further_pages_of_senders_are_read() {
    stub.rest()
        .answer(
            Resource.SENDER,
            call -> new Answer(200, page(call.path().contains("Offset=1000") ? 3 : 1_000)));

    var senders = mailjet.senders().value().orElseThrow();

    assertThat(senders.list()).hasSize(1_003);
    assertThat(senders.isComplete()).isTrue();
  }

  @Test
  void after_ten_pages_of_senders_it_is_enough() {
    stub.rest().answer(Resource.SENDER, page(1_000));

    var senders = mailjet.senders().value().orElseThrow();

    assertThat(senders.list()).hasSize(10_000);
    assertThat(senders.isComplete()).isFalse();
    assertThat(stub.rest().calls()).hasSize(10);
  }

  private static String page(int rows) {
    return data(
        IntStream.range(0, rows)
            .mapToObj(i -> sender("s" + i + "@shop.example", "Active"))
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "401, 'Mailjet does not accept the API key, or has suspended it', true",
    "403, 'Mailjet does not accept the API key, or has suspended it', true",
    "400, Mailjet refused the call with status 400, false",
    "429, Mailjet asks us to slow down, false",
    "500, Mailjet had an internal error, false",
    "0, Mailjet did not answer, false"
  })
  void a_failure_is_a_reason(int status, String why, boolean isRefusal) {
    stub.rest().answerAll(call -> new Answer(status, "{\"ErrorMessage\":\"secret\"}"));
    var expected = new Reply.Trouble(why, isRefusal);

    assertThat(trouble(mailjet.senders())).isEqualTo(expected);
    assertThat(trouble(mailjet.callbacks())).isEqualTo(expected);
    assertThat(trouble(mailjet.dns("shop.example"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>", "{", "{}", "[]", "{\"Data\":\"x\"}", "{\"Data\":{}}", "null"})
  void garbage_is_no_answer(String body) {
    stub.rest().answerAll(call -> new Answer(200, body));

    assertThat(trouble(mailjet.senders()).why()).isEqualTo("Mailjet's answer cannot be read");
    assertThat(trouble(mailjet.dns("shop.example")).why())
        .isEqualTo("Mailjet's answer cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "7", "null", "{\"Email\":{},\"Status\":[1]}"})
  void a_row_of_garbage_is_no_sender(String row) {
    stub.rest().answer(Resource.SENDER, data(row));

    assertThat(mailjet.senders().value().orElseThrow().list()).containsExactly(new Sender("", ""));
  }

  @Test
  void a_silent_Mailjet_is_given_up() {
    var end = new CountDownLatch(1);
    stub.rest().beSilentUntil(end);

    assertThat(trouble(rest(Duration.ofMillis(1)).senders()).why()).startsWith("Mailjet ");
    end.countDown();
  }

  @Test
  void an_unknown_domain_is_absent() {
    stub.rest().answer(Resource.DNS, call -> new Answer(404, "{\"ErrorMessage\":\"not found\"}"));

    assertThat(mailjet.dns("shop.example")).isEqualTo(Reply.absent());
    assertThat(stub.rest().calls()).hasSize(1);
  }

  @Test
  void the_records_of_a_domain_are_checked_anew() {
    stub.rest().answer(Resource.DNS, dns("OK", "OK"));
    stub.rest().answer(Resource.DNS_CHECK, check("OK", "", "Error", "no DKIM record"));

    var found = mailjet.dns("register.example.com").value().orElseThrow();

    assertThat(found.spf().isRight()).isTrue();
    assertThat(found.dkim().isRight()).isFalse();
    assertThat(found.dkim().errors()).isEqualTo("no DKIM record");
    assertThat(found.dkim().wanted().orElseThrow().name())
        .isEqualTo("mailjet._domainkey.register.example.com");
    assertThat(found.ownership())
        .contains(
            new DnsRecord(
                "TXT",
                "mailjet._0123abcd.register.example.com",
                "0123456789abcdef0123456789abcdef"));
    assertThat(stub.rest().calls().stream().map(call -> call.method() + " " + call.path()))
        .containsExactly(
            "GET /v3/REST/dns/register.example.com",
            "POST /v3/REST/dns/register.example.com/check");
  }

  @Test
  void if_the_check_fails_the_last_result_counts() {
    stub.rest().answer(Resource.DNS, dns("Error", "OK"));
    stub.rest().answer(Resource.DNS_CHECK, call -> new Answer(500, ""));

    var found = mailjet.dns("register.example.com").value().orElseThrow();

    assertThat(found.spf().isRight()).isFalse();
    assertThat(found.dkim().isRight()).isTrue();
  }

  @Test
  void the_addresses_for_events_are_read() {
    stub.rest()
        .answer(
            Resource.EVENTS,
            MailjetRestStub.callbacks("https://register.example.com/x", "alive", "sent"));

    assertThat(mailjet.callbacks())
        .isEqualTo(
            Reply.of(List.of(new EventUrl("sent", "https://register.example.com/x", "alive"))));
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "'\"true\"', true", "'\"false\"', false"})
  void whether_links_were_rewritten_is_read(String field, boolean isTracked) {
    stub.answer(call -> new Answer(200, data("{\"ID\":\"1\",\"IsClickTracked\":" + field + "}")));
    var mail = UUID.randomUUID();

    assertThat(mailjet.clicksTracked(mail)).isEqualTo(Reply.of(isTracked));
    assertThat(stub.calls().get(0).path()).isEqualTo("/v3/REST/message?CustomID=" + mail);
  }

  @Test
  void a_mail_that_Mailjet_does_not_have_is_absent() {
    stub.answer(call -> new Answer(200, data()));

    assertThat(mailjet.clicksTracked(UUID.randomUUID())).isEqualTo(Reply.absent());
  }
}
