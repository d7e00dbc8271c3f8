package org.registrationapi.mailevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.mailevents.MailjetEvents.event;
import static org.registrationapi.mailevents.MailjetEvents.post;
import static org.registrationapi.mailevents.MailjetEvents.status;
import static org.registrationapi.mailevents.MailjetEvents.validation;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;

/** The status of a mail after events in any order, and after the use of its link or PIN. */
class MailStatusIT {
  private static final TestApp APP = SharedApp.APP;

  @Test
  void a_greylisted_mail_that_is_delivered_later_is_delivered_in_any_order_of_events() {
    var more =
        "\"hard_bounce\": false, \"error_related_to\": \"domain\", \"error\": \"greylisted\"";
    for (var order : permutations(List.of("bounce", "bounce", "sent"))) {
      var apart = newAddress();
      var together = newAddress();
      var mail = APP.sentMail(apart);
      for (var kind : order) post(event(kind, mail, more));
      var other = APP.sentMail(together);
      post(order.stream().map(kind -> event(kind, other, more)).toList().toString());

      for (var email : List.of(apart, together)) {
        assertThat(status(email)).as("%s", order).isEqualTo("delivered");
        assertThat(validation(email).path("reason").isNull()).isTrue();
      }
    }
  }

  /** What an event does depends on the status before it only, so pairs are all there is to try. */
  @Test
  void the_highest_status_wins_in_any_order_of_events() {
    var ranks = List.of("sent", "delivered", "opened", "bounced", "blocked", "spam");
    var kinds = List.of("sent", "open", "bounce", "blocked", "spam");
    var email = newAddress();
    var mail = APP.sentMail(email);
    for (int first = 0; first < kinds.size(); first++)
      for (int second = 0; second < kinds.size(); second++) {
        APP.sql(
            "update mails set status = 'sent', is_soft_bounce = false where recipient = '%s'"
                .formatted(email));

        post(event(kinds.get(first), mail, "\"hard_bounce\": true"));
        assertThat(status(email)).isEqualTo(ranks.get(first + 1));
        post(event(kinds.get(second), mail, "\"hard_bounce\": true"));

        assertThat(status(email))
            .as("%s after %s", kinds.get(second), kinds.get(first))
            .isEqualTo(ranks.get(Math.max(first, second) + 1));
      }
  }

  @Test
  void the_highest_status_wins_within_one_call() {
    for (var order : permutations(List.of("sent", "click", "blocked"))) {
      var email = newAddress();
      var mail = APP.sentMail(email);

      post(order.stream().map(kind -> event(kind, mail)).toList().toString());

      assertThat(status(email)).isEqualTo("blocked");
    }
  }

  private static <T> List<List<T>> permutations(List<T> of) {
    if (of.isEmpty()) return List.of(List.of());
    var all = new ArrayList<List<T>>();
    for (int i = 0; i < of.size(); i++) {
      var rest = new ArrayList<>(of);
      var first = rest.remove(i);
      for (var tail : permutations(rest)) {
        var one = new ArrayList<T>(List.of(first));
        one.addAll(tail);
        all.add(one);
      }
    }
    return all;
  }

  @Test
  void a_soft_bounce_can_become_hard_but_not_soft_again() {
    var email = newAddress();
    var mail = APP.sentMail(email);
    var hard = event("bounce", mail, "\"hard_bounce\": true");

    for (var next : List.of(event("bounce", mail), hard, event("bounce", mail))) post(next);

    assertThat(validation(email).path("reason").asText()).isEqualTo("hard bounce");
  }

  @Test
  void a_repeated_event_does_not_change_a_mail_that_is_queued_again() {
    var email = newAddress();
    var bounce = event("bounce", APP.sentMail(email));
    post(bounce);
    APP.sql(
        "update mails set status = 'queued', next_attempt_at = now() + interval '1 hour' where recipient = '"
            + email
            + "'");

    post(bounce);

    assertThat(status(email)).isEqualTo("queued");
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued", "held", "failed", "cancelled"})
  void an_event_marks_a_mail_as_sent_and_starts_the_lifetime_of_its_link(String status) {
    var email = newAddress();
    var server = APP.newServer("\"validation_ttl\": 600");
    server.post("/users", registration(email));
    var mail = APP.mail(email, 1).message().path("CustomID").asText();
    await()
        .until(
            () -> server.get("/users/" + email).json().at("/validation/mail_status").asText(),
            "sent"::equals);
    APP.sql(
        """
        update mails set status = '%s', time_sent = null, is_uncertain = true,
                         claim_id = '00000000-0000-7000-8000-000000000001',
                         next_attempt_at = now() + interval '1 hour', reason = 'no answer'
         where recipient = '%s'"""
            .formatted(status, email));
    APP.sql(
        "update validations set time_sent = null, expires_at = null, pin_expires_at = null where id = '"
            + mail
            + "'");

    post(event("sent", mail));

    var validation = server.get("/users/" + email).json().path("validation");
    var sent = Instant.parse(validation.path("time_sent").asText());
    assertThat(validation.path("mail_status").asText()).isEqualTo("delivered");
    assertThat(validation.path("reason").isNull()).isTrue();
    assertThat(sent).isAfter(Instant.now().minus(Duration.ofMinutes(1)));
    assertThat(Instant.parse(validation.path("expires_at").asText()))
        .isEqualTo(sent.plusSeconds(600));
    assertThat(
            APP.query(
                "select pin_expires_at = expires_at from validations where id = '" + mail + "'"))
        .isEqualTo("t");
    assertThat(
            APP.query(
                "select claim_id is null and not is_uncertain and time_sent is not null from mails where id = '"
                    + mail
                    + "'"))
        .isEqualTo("t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sent|false|delivered|mail_sent mail_delivered",
        "bounced|true|delivered|mail_sent mail_delivered",
        "bounced|false|bounced|mail_sent",
        "delivered|false|delivered|mail_sent",
        "opened|false|opened|mail_sent",
        "spam|false|spam|mail_sent"
      })
  void the_use_of_a_link_proves_that_its_mail_was_delivered(
      String before, boolean isSoft, String after, String events) {
    var email = newAddress();
    var mail = APP.sentMail(email);
    APP.sql(
        "update mails set status = '%s', is_soft_bounce = %s where id = '%s'"
            .formatted(before, isSoft, mail));

    assertThat(APP.anybody().post(APP.mail(email, 1).link()).status()).isEqualTo(200);

    assertThat(status(email)).isEqualTo(after);
    assertThat(mailEvents(email)).isEqualTo(events);
    post(event("sent", mail));
    assertThat(mailEvents(email)).isEqualTo(events);
  }

  @Test
  void the_use_of_a_PIN_proves_that_its_mail_was_delivered() {
    var email = newAddress();
    APP.sentMail(email);
    var pin = APP.mail(email, 1).pin();

    APP.http().post("/validation", "{\"email\": \"" + email + "\", \"pin_code\": \"" + pin + "\"}");

    assertThat(status(email)).isEqualTo("delivered");
    assertThat(mailEvents(email)).isEqualTo("mail_sent mail_delivered");
  }

  private static String mailEvents(String email) {
    return APP.query(
        "select string_agg(kind, ' ' order by id) from events where user_id = '%s' and kind like 'mail%%'"
            .formatted(APP.user(email).path("id").asText()));
  }
}
