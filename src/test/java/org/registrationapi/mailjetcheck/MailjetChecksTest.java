package org.registrationapi.mailjetcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.mailcheck.CheckName;
import org.registrationapi.mailcheck.CheckResult;
import org.registrationapi.mailcheck.DnsRecord;
import org.registrationapi.mailcheck.MailCheckSettings;
import org.registrationapi.mailcheck.Reply;
import org.registrationapi.mailjetcheck.MailjetAccount.Arrivals;
import org.registrationapi.mailjetcheck.MailjetAccount.EventUrl;
import org.registrationapi.mailjetcheck.MailjetAccount.Sender;
import org.registrationapi.mailjetcheck.MailjetAccount.Senders;
import org.registrationapi.secrets.Secret;

/** What each of Mailjet's answers means. */
class MailjetChecksTest {
  private static final EmailAddress SENDER = EmailAddress.parse("Hello@Shop.example");
  private static final DnsRecord KEY =
      DnsRecord.txt("mailjet._domainkey.shop.example", "k=rsa; p=MIGf");
  private static final DnsRecord OWNERSHIP = DnsRecord.txt("mailjet._1.shop.example", "0123");
  private static final Reply.Trouble AWAY = new Reply.Trouble("Mailjet did not answer", false);
  private static final String EVENTS_URL =
      "https://mailjet:p%40ss@register.example.com/mailjet/events";
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  private static MailjetDns.Part part(String status) {
    return new MailjetDns.Part(status, "", "", Optional.of(KEY));
  }

  private static Reply<MailjetDns> dns(String spf, String dkim) {
    return Reply.of(new MailjetDns(part(spf), part(dkim), Optional.of(OWNERSHIP)));
  }

  private static CheckResult sender(boolean isComplete, Sender... senders) {
    var list = new Senders(List.of(senders), isComplete);
    return SenderCheck.of(SENDER, Reply.of(list), dns("OK", "OK"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hello@Shop.example", "hello@shop.example", "*@shop.example"})
  void a_sender_is_validated_by_its_address_or_its_domain(String email) {
    assertThat(sender(true, new Sender("x@y.example", "Active"), new Sender(email, "Active")))
        .isEqualTo(CheckResult.ok(CheckName.SENDER, "Hello@Shop.example is validated at Mailjet."));
  }

  @Test
  void one_validated_entry_is_enough() {
    assertThat(
            sender(
                    true,
                    new Sender("hello@shop.example", "Inactive"),
                    new Sender("*@shop.example", "Active"))
                .state())
        .isEqualTo("ok");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Inactive", "Deleted", ""})
  void a_sender_that_is_not_active_is_a_failure(String status) {
    var result = sender(true, new Sender("*@shop.example", status));

    assertThat(result.state()).isEqualTo("failed");
    assertThat(result.found())
        .isEqualTo(
            "Hello@Shop.example is known at Mailjet but not validated, so its mails are refused.");
    assertThat(result.record()).isEqualTo(OWNERSHIP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"other@shop.example", "*@mail.shop.example", "*@example", "*@xshop.example"})
  void an_unknown_sender_is_a_failure(String other) {
    var result = sender(true, new Sender(other, "Active"));

    assertThat(result.state()).isEqualTo("failed");
    assertThat(result.found())
        .isEqualTo(
            "Hello@Shop.example is not a sender of the Mailjet account, so its mails are refused.");
  }

  @Test
  void a_sender_that_may_be_among_those_not_read_is_not_known() {
    assertThat(sender(false).state()).isEqualTo("unknown");
  }

  @Test
  void a_refused_key_is_a_failure_and_an_outage_is_not() {
    var refusal =
        Reply.<Senders>unknown(new Reply.Trouble("Mailjet does not accept the key", true));
    var refused = SenderCheck.of(SENDER, refusal, Reply.absent());
    var away = SenderCheck.of(SENDER, Reply.unknown(AWAY), Reply.absent());

    assertThat(refused)
        .isEqualTo(
            CheckResult.failed(
                CheckName.SENDER,
                "Mailjet does not accept the key.",
                "Correct MJ_APIKEY_PUBLIC and MJ_APIKEY_PRIVATE, or ask Mailjet about the account."));
    assertThat(away.state()).isEqualTo("unknown");
    assertThat(away.found())
        .isEqualTo("Whether the sender is validated is not known: Mailjet did not answer.");
  }

  private static Stream<String> states(Reply<MailjetDns> dns) {
    return MailjetDnsChecks.of("shop.example", dns).stream()
        .map(result -> result.name() + " " + result.state());
  }

  @ParameterizedTest
  @CsvSource({
    "OK, OK, ok, ok",
    "Error, OK, failed, ok",
    "Not found, Error, failed, failed",
    "Not checked, Not checked, unknown, unknown",
    "'', '', unknown, unknown"
  })
  void Mailjets_states_of_records_are_translated(
      String spf, String dkim, String spfState, String dkimState) {
    assertThat(states(dns(spf, dkim))).containsExactly("spf " + spfState, "dkim " + dkimState);
  }

  @Test
  void a_failure_has_Mailjets_words_and_the_record_to_publish() {
    var dkim = new MailjetDns.Part("Error", "no DKIM record", "", Optional.of(KEY));
    var spf = new MailjetDns.Part("Error", "", "v=spf1 mx -all", Optional.empty());
    var dns = Reply.of(new MailjetDns(spf, dkim, Optional.empty()));

    var results = MailjetDnsChecks.of("shop.example", dns);

    assertThat(results.get(0).toDo()).endsWith("into the present one: v=spf1 mx -all");
    assertThat(results.get(1))
        .isEqualTo(
            CheckResult.failed(
                    CheckName.DKIM,
                    "Mailjet finds no right DKIM key of shop.example: no DKIM record.",
                    "Publish this record at the DNS provider of shop.example.")
                .publish(KEY));
  }

  @Test
  void a_domain_that_Mailjet_does_not_know_is_a_failure_and_an_outage_is_not() {
    assertThat(states(Reply.absent())).containsExactly("spf failed", "dkim failed");
    assertThat(states(Reply.unknown(AWAY))).containsExactly("spf unknown", "dkim unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "mailjet._domainkey.shop.example., mailjet._domainkey.shop.example",
    "mailjet._domainkey, mailjet._domainkey.shop.example",
    "shop.example, shop.example"
  })
  void a_record_has_its_whole_name(String name, String whole) {
    assertThat(MailjetRecord.of(name, "shop.example", "x").orElseThrow().name()).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource({"'', x", "name, ''", "name, 'a\u0007b'"})
  void a_record_that_cannot_be_shown_is_left_out(String name, String value) {
    assertThat(MailjetRecord.of(name, "shop.example", value)).isEmpty();
    assertThat(MailjetRecord.of("name", "shop.example", "x".repeat(4_001))).isEmpty();
    assertThat(MailjetRecord.of("n".repeat(255), "shop.example", "x")).isEmpty();
  }

  @Test
  void links_are_left_as_they_are_unless_Mailjet_says_otherwise() {
    assertThat(ClickTrackingCheck.of(Reply.absent()).state()).isEqualTo("ok");
    assertThat(ClickTrackingCheck.of(Reply.unknown(AWAY)).state()).isEqualTo("ok");
    assertThat(ClickTrackingCheck.of(Reply.of(false)).found())
        .endsWith("with the newest mail it did.");
    assertThat(ClickTrackingCheck.of(Reply.of(true)).state()).isEqualTo("failed");
  }

  private static EventsCheck events(String user) {
    var login = new MailCheckSettings.Login(user, new Secret("p@ss"));
    return new EventsCheck(
        new MailCheckSettings(
            Optional.empty(),
            Optional.empty(),
            URI.create("https://register.example.com/mailjet/events"),
            Optional.of(login)));
  }

  private static Reply<List<EventUrl>> callbacks(String url, String status, String... events) {
    return Reply.of(Stream.of(events).map(event -> new EventUrl(event, url, status)).toList());
  }

  private static Reply<List<EventUrl>> allCallbacks(String url) {
    return callbacks(url, "alive", "sent", "bounce", "blocked", "spam");
  }

  private static Reply<Arrivals> arrivals(Instant lastEvent, Instant lastMail) {
    return Reply.of(new Arrivals(Optional.ofNullable(lastEvent), Optional.ofNullable(lastMail)));
  }

  private static CheckResult events(Reply<List<EventUrl>> callbacks, Reply<Arrivals> arrivals) {
    return events("mailjet").of(callbacks, arrivals);
  }

  @Test
  void events_that_are_reported_here_are_fine_before_the_first_one() {
    assertThat(events(allCallbacks(EVENTS_URL), arrivals(null, null)))
        .isEqualTo(
            CheckResult.ok(
                CheckName.EVENTS,
                "Mailjet is to report events here. None has come yet, and none was due."));
  }

  @Test
  void the_last_event_is_told() {
    assertThat(events(allCallbacks(EVENTS_URL), arrivals(NOON, NOON.minusSeconds(700))))
        .isEqualTo(
            CheckResult.ok(CheckName.EVENTS, "The last event came at 2026-11-26T12:00:00Z."));
    assertThat(events(Reply.unknown(AWAY), arrivals(NOON, null)).state()).isEqualTo("ok");
  }

  @Test
  void an_event_that_came_within_the_minute_before_counts_for_the_mail() {
    assertThat(events(allCallbacks(EVENTS_URL), arrivals(NOON, NOON.plusSeconds(59))).state())
        .isEqualTo("ok");
  }

  @Test
  void mails_without_events_are_a_warning() {
    var never = events(allCallbacks(EVENTS_URL), arrivals(null, NOON));
    var noMore = events(allCallbacks(EVENTS_URL), arrivals(NOON, NOON.plusSeconds(60)));

    assertThat(never.state() + ": " + never.found())
        .isEqualTo("warning: No event ever came, although mails were sent.");
    assertThat(noMore.state() + ": " + noMore.found())
        .isEqualTo(
            "warning: No event has come since 2026-11-26T12:00:00Z, although mails were sent.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://mailjet:p%40ss@other.example.com/mailjet/events",
        "http://mailjet:p%40ss@register.example.com/mailjet/events",
        "https://mailjet:p%40ss@register.example.com:8443/mailjet/events",
        "https://mailjet:p%40ss@register.example.com/events",
        "not a URL",
        ""
      })
  void events_that_are_reported_elsewhere_are_a_warning(String url) {
    var result = events(allCallbacks(url), arrivals(null, null));

    assertThat(result)
        .isEqualTo(
            CheckResult.warning(
                CheckName.EVENTS,
                "Mailjet reports no events to this service.",
                "Enter https://USER:PASSWORD@register.example.com/mailjet/events, in Mailjet's account settings,"
                    + " Event notifications."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://mailjet:p%40ss@REGISTER.example.com:443/mailjet/events",
        "https://mailjet:p%40ss@register.example.com/mailjet/events/"
      })
  void another_spelling_of_the_same_address_is_fine(String url) {
    assertThat(events(allCallbacks(url), arrivals(null, null)).state()).isEqualTo("ok");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://register.example.com/mailjet/events",
        "https://mailjet:wrong@register.example.com/mailjet/events"
      })
  void another_password_is_a_warning_unless_events_arrive(String url) {
    var result = events(allCallbacks(url), arrivals(null, null));

    assertThat(result.found())
        .isEqualTo("Mailjet reports events without the user and the password of the settings.");
    assertThat(result.toString()).doesNotContain("p@ss", "wrong");
    assertThat(events(allCallbacks(url), arrivals(NOON, null)).state()).isEqualTo("ok");
  }

  @Test
  void missing_kinds_of_events_and_a_dead_address_are_warnings() {
    var some = events(callbacks(EVENTS_URL, "alive", "sent", "spam"), arrivals(null, null));
    var dead =
        events(
            callbacks(EVENTS_URL, "dead", "sent", "bounce", "blocked", "spam"),
            arrivals(null, null));

    assertThat(some.found())
        .isEqualTo("Mailjet does not report these events here: bounce, blocked.");
    assertThat(dead.found()).isEqualTo("Mailjet has given up reporting events here.");
  }

  @Test
  void events_are_not_known_if_Mailjet_or_the_database_does_not_answer() {
    assertThat(events(Reply.unknown(AWAY), arrivals(null, null)).found())
        .isEqualTo("Whether events come is not known: Mailjet did not answer.");
    assertThat(events(allCallbacks(EVENTS_URL), Reply.unknown("the database is away")).found())
        .isEqualTo("Whether events come is not known: the database is away.");
  }

  @Test
  void without_a_user_for_Mailjet_events_are_not_received() {
    var settings =
        new MailCheckSettings(
            Optional.empty(),
            Optional.empty(),
            URI.create("https://register.example.com/mailjet/events"),
            Optional.empty());

    var result = new EventsCheck(settings).of(allCallbacks(EVENTS_URL), arrivals(NOON, null));

    assertThat(result.state()).isEqualTo("warning");
    assertThat(result.toDo())
        .isEqualTo(
            "Set MAILJET_EVENTS_USER and MAILJET_EVENTS_PASSWORD, and enter"
                + " https://USER:PASSWORD@register.example.com/mailjet/events in Mailjet's account settings, Event"
                + " notifications, for sent, bounce, blocked, spam.");
  }
}
