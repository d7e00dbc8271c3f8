package org.registrationapi.mailevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.mail.MailStatus;

class MailjetEventTest {
  private static final UUID MAIL = UUID.fromString("0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71");

  private static Optional<MailEvent> read(String event) {
    try {
      return MailjetEvent.read(new ObjectMapper().readTree(event));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(event, e);
    }
  }

  private static MailEvent bounce(String error) {
    return read("{\"event\": \"bounce\", \"CustomID\": \""
            + MAIL
            + "\", \"error\": \""
            + error
            + "\"}")
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"sent, DELIVERED", "open, OPENED", "click, OPENED"})
  void a_delivered_or_opened_mail_has_no_reason(String kind, MailStatus status) {
    assertThat(read("{\"event\": \"" + kind + "\", \"CustomID\": \"" + MAIL + "\"}"))
        .contains(new MailEvent(MAIL, null, status, false, null, null));
  }

  /**
   * The table "Possible values for errors" of Mailjet's guide on webhooks, each as a hard bounce.
   */
  @ParameterizedTest
  @CsvSource(
      emptyValue = "",
      value = {
        "recipient, user unknown, hard bounce, true",
        "recipient, mailbox inactive, hard bounce, true",
        "recipient, quota exceeded, hard bounce, false",
        "recipient, blacklisted, hard bounce, false",
        "recipient, spam reporter, hard bounce, false",
        "domain, invalid domain, hard bounce, true",
        "domain, no mail host, hard bounce, true",
        "domain, relay/access denied, hard bounce, false",
        "domain, greylisted, soft bounce, false",
        "domain, typofix, hard bounce, true",
        "content, bad or empty template, hard bounce, false",
        "content, error in template language, hard bounce, false",
        "spam, sender blocked, hard bounce, false",
        "spam, content blocked, hard bounce, false",
        "spam, policy issue, hard bounce, false",
        "system, system issue, hard bounce, false",
        "system, protocol issue, hard bounce, false",
        "system, connection issue, hard bounce, false",
        "mailjet, preblocked, hard bounce, false",
        "mailjet, duplicate in campaign, hard bounce, false",
        "something new, user unknown, hard bounce, false"
      })
  void only_an_error_of_the_address_is_to_be_remembered(
      String related, String error, String kind, boolean isTheAddress) {
    var event =
        read("""
            {"event": "bounce", "CustomID": "%s", "hard_bounce": true, "error_related_to": "%s", "error": "%s"}"""
                .formatted(MAIL, related, error))
            .orElseThrow();
    var reason = kind + ": " + error + " (" + related + ")";

    assertThat(event)
        .isEqualTo(
            new MailEvent(
                MAIL,
                null,
                MailStatus.BOUNCED,
                kind.startsWith("soft"),
                reason,
                isTheAddress ? reason : null));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      delimiter = '|',
      value = {
        "\"17\"|17",
        "\"999999999999999999\"|999999999999999999",
        "\"1000000000000000000\"|none",
        "\"\"|none",
        "\"0\"|none",
        "\"017\"|none",
        "\"-1\"|none",
        "\"1 \"|none",
        "\"server\"|none",
        "17|none",
        "null|none",
        "[\"17\"]|none"
      })
  void the_payload_is_the_server_id_if_it_has_that_form(String payload, Long server) {
    var event =
        "{\"event\": \"sent\", \"CustomID\": \"" + MAIL + "\", \"Payload\": " + payload + "}";

    assertThat(read(event)).map(MailEvent::serverId).isEqualTo(Optional.ofNullable(server));
    assertThat(read(event)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "17",
        "{\"event\": \"sent\"}",
        "{\"event\": \"sent\", \"CustomID\": \"\"}",
        "{\"event\": \"sent\", \"CustomID\": null}",
        "{\"event\": \"sent\", \"CustomID\": [\"0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71\"]}",
        "{\"event\": \"unsub\", \"CustomID\": \"0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71\"}",
        "{\"event\": \"SENT\", \"CustomID\": \"0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71\"}",
        "{\"event\": 1, \"CustomID\": \"0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71\"}"
      })
  void an_event_without_a_mail_id_or_of_another_kind_is_ignored(String event) {
    assertThat(read(event)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ada@example.com, soft bounce: …",
    "<ada@example.com> is unknown, soft bounce: <…> is unknown",
    "to ada@example.com (550), soft bounce: to … (550)",
    "a \\u0000\\t\\r\\n b, soft bounce: a b",
    "\\ud83d, soft bounce",
    "😀, soft bounce: 😀",
    "'   ', soft bounce"
  })
  void a_reason_has_neither_addresses_nor_control_characters(String error, String reason) {
    assertThat(bounce(error).reason()).isEqualTo(reason);
  }

  @Test
  void a_long_reason_is_cut_between_characters() {
    assertThat(bounce("😀".repeat(100)).reason()).isEqualTo("soft bounce: " + "😀".repeat(100));
    assertThat(bounce("😀".repeat(101)).reason())
        .isEqualTo("soft bounce: " + "😀".repeat(100) + "…");
    assertThat(bounce("@".repeat(900_000)).reason()).isEqualTo("soft bounce: …");
  }

  @Test
  void two_events_combine_to_the_higher_one_or_the_first_of_equals() {
    var delivered = new MailEvent(MAIL, null, MailStatus.DELIVERED, false, null, null);
    var soft = new MailEvent(MAIL, null, MailStatus.BOUNCED, true, "soft", null);
    var hard = new MailEvent(MAIL, null, MailStatus.BOUNCED, false, "hard", "hard");
    var blocked = new MailEvent(MAIL, null, MailStatus.BLOCKED, false, "blocked", null);

    assertThat(delivered.and(soft)).isEqualTo(delivered);
    assertThat(soft.and(delivered)).isEqualTo(delivered);
    assertThat(delivered.and(hard)).isEqualTo(hard);
    assertThat(hard.and(delivered)).isEqualTo(hard);
    assertThat(soft.and(hard)).isEqualTo(hard);
    assertThat(hard.and(soft)).isEqualTo(hard);
    assertThat(soft.and(new MailEvent(MAIL, null, MailStatus.BOUNCED, true, "other", null)))
        .isEqualTo(soft);
    var both = new MailEvent(MAIL, null, MailStatus.BLOCKED, false, "blocked", "hard");
    assertThat(blocked.and(hard)).isEqualTo(both);
    assertThat(hard.and(blocked)).isEqualTo(both);
  }
}
