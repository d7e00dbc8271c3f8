package org.registrationapi.mailadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp.Answer;

/** The operator's routes for mails. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("mails")
class MailsIT {
  private static final TestApp APP = TestApp.start(Map.of());
  private static final String LATER = "next_attempt_at = now() + interval '1 hour'";

  @AfterEach
  void restoreMailjet() {
    APP.mailjet.answer(APP.mailjet::remember);
  }

  @AfterAll
  static void stop() {
    APP.close();
  }

  /** The id of a mail that was sent to a new user. */
  private static String sentTo(String email) {
    APP.register(email);
    APP.userOnceSent(email);
    return APP.mail(email, 1).message().path("CustomID").asText();
  }

  /** The id of a mail with this status, whose next attempt is in an hour. */
  private static String mailIn(String status) {
    var mail = sentTo(newAddress());
    var timeSent = List.of("queued", "held", "failed").contains(status) ? "null" : "time_sent";
    APP.sql(
        """
        update mails set status = '%s', time_sent = %s, %s, reason = 'why'
         where id = '%s'"""
            .formatted(status, timeSent, LATER, mail));
    return mail;
  }

  private static JsonNode mail(String id) {
    return APP.admin().get("/mails/" + id).json();
  }

  private static String recipient(String id) {
    return mail(id).path("recipient").asText();
  }

  private static List<String> recipients(String query) {
    return APP.admin()
        .get("/mails?" + query)
        .json()
        .path("mails")
        .valueStream()
        .map(mail -> mail.path("recipient").asText())
        .toList();
  }

  @Test
  void a_mail_is_shown_with_its_delivery_state_and_without_its_content() {
    var email = newAddress();
    var id = sentTo(email);
    var received = APP.mail(email, 1);

    var answer = APP.admin().get("/mails/" + id);

    assertThat(answer.status()).isEqualTo(200);
    var created = answer.json().path("time_created").asText();
    var sent = answer.json().path("time_sent").asText();
    assertThat(answer.body())
        .isEqualTo(
            """
            {"id":"%s","server":"localhost","kind":"validation","recipient":"%s","status":"sent","reason":null,\
            "attempts":1,"next_attempt_at":null,"time_created":"%s","time_sent":"%s"}"""
                .formatted(id, email, created, sent));
    var token = received.link().substring("/validation/".length());
    assertThat(APP.admin().get("/mails").body())
        .contains(answer.body())
        .doesNotContain(token)
        .doesNotContain("\"" + received.pin() + "\"");
  }

  @Test
  void a_queued_mail_shows_its_reason_and_its_next_attempt() {
    var email = newAddress();
    APP.mailjet.answer(call -> new MailjetStub.Answer(500, ""));
    APP.register(email);

    var validation =
        await()
            .until(
                () -> APP.user(email).path("validation"), user -> user.path("reason").isTextual());

    var mail = APP.admin().get("/mails?recipient=" + email).json().at("/mails/0");
    assertThat(mail.path("status").asText()).isEqualTo("queued");
    assertThat(mail.path("reason")).isEqualTo(validation.path("reason"));
    assertThat(mail.path("next_attempt_at").isTextual()).isTrue();
    assertThat(mail.path("next_attempt_at")).isEqualTo(validation.path("next_attempt_at"));
    assertThat(mail.path("time_sent").isNull()).isTrue();
  }

  @Test
  void mails_are_paged_newest_first() {
    var server = APP.newServer("");
    var emails = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      emails.add(0, newAddress());
      server.post("/users", registration(emails.get(0)));
    }

    var found = new ArrayList<String>();
    var sizes = new ArrayList<Integer>();
    var path = "/mails?limit=2&server=" + server.name();
    while (path != null) {
      var page = APP.admin().get(path);
      page.json().path("mails").forEach(mail -> found.add(mail.path("recipient").asText()));
      sizes.add(page.json().path("mails").size());
      path = page.nextPath();
      assertThat(page.json().path("next_cursor").isNull()).isEqualTo(path == null);
    }

    assertThat(found).isEqualTo(emails);
    assertThat(sizes).containsExactly(2, 2, 1);
    assertThat(recipients("limit=5")).isEqualTo(emails);
  }

  @Test
  void mails_are_filtered_by_status_server_and_recipient() {
    var one = APP.newServer("");
    var two = APP.newServer("");
    var ada = newAddress();
    var eve = newAddress();
    for (var server : List.of(one, two))
      for (var email : List.of(ada, eve)) server.post("/users", registration(email));
    for (var email : List.of(ada, eve)) APP.mail(email, 2);
    for (var server : List.of(one, two))
      await().until(() -> recipients("status=sent&server=" + server.name()).size() == 2);
    APP.sql(
        "update mails set status = 'failed' where recipient = '%s' and server_id = (select id from servers where name = '%s')"
            .formatted(ada, two.name()));

    assertThat(recipients("server=" + one.name())).containsExactly(eve, ada);
    assertThat(recipients("recipient=" + ada.toUpperCase(Locale.ROOT))).containsExactly(ada, ada);
    assertThat(recipients("recipient=" + ada + "&status=failed")).containsExactly(ada);
    assertThat(recipients("server=" + two.name() + "&status=failed")).containsExactly(ada);
    assertThat(recipients("server=" + one.name() + "&status=failed")).isEmpty();
    assertThat(recipients("server=" + two.name() + "&recipient=" + eve + "&status=sent"))
        .containsExactly(eve);
    assertThat(recipients("recipient=" + newAddress())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "status=lost, status unknown_value",
    "status=, status unknown_value",
    "server=nobodys, server unknown_value",
    "recipient=rubbish, recipient invalid_email",
    "limit=101, limit out_of_range",
    "cursor=AAAA, cursor invalid_cursor",
    "mail_status=sent, mail_status unknown_parameter",
    "status=sent&status=failed, status repeated"
  })
  void an_invalid_parameter_is_422(String query, String error) {
    var answer = APP.admin().get("/mails?" + query);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fieldError()).isEqualTo(error);
  }

  @Test
  void every_invalid_parameter_is_reported() {
    var errors = APP.admin().get("/mails?status=x&server=y&recipient=z").json().path("errors");

    assertThat(errors).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rubbish", "0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71", "1-1-1-1-1"})
  void an_unknown_mail_is_404(String id) {
    for (var answer :
        List.of(
            APP.admin().get("/mails/" + id),
            APP.admin().post("/mails/" + id + "/retry"),
            APP.admin().post("/mails/" + id + "/cancel"))) {
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.code()).isEqualTo("mail_not_found");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued", "held", "failed", "bounced", "blocked"})
  void a_retry_sends_an_undelivered_mail_at_once(String status) {
    var id = mailIn(status);

    var answer = APP.admin().post("/mails/" + id + "/retry");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("status").asText()).isEqualTo("queued");
    assertThat(answer.json().path("reason").isNull()).isTrue();
    var email = recipient(id);
    assertThat(APP.mail(email, 2).link()).isEqualTo(APP.mail(email, 1).link());
    await().until(() -> mail(id).path("status").asText(), "sent"::equals);
    assertThat(mail(id).path("attempts").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "sent, mail_is_sent",
    "delivered, mail_is_sent",
    "opened, mail_is_sent",
    "spam, mail_is_sent",
    "cancelled, mail_is_cancelled"
  })
  void a_sent_or_cancelled_mail_cannot_be_retried(String status, String code) {
    var id = mailIn(status);

    var answer = APP.admin().post("/mails/" + id + "/retry");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(mail(id).path("status").asText()).isEqualTo(status);
  }

  @Test
  void a_mail_with_a_replaced_or_used_link_cannot_be_retried() {
    var replaced = mailIn("failed");
    APP.http().post("/users/" + recipient(replaced) + "/validation");
    APP.mail(recipient(replaced), 2);
    var followed = mailIn("blocked");
    APP.anybody().post(APP.mail(recipient(followed), 1).link());

    for (var id : List.of(replaced, followed)) {
      var answer = APP.admin().post("/mails/" + id + "/retry");

      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.code()).isEqualTo("mail_is_obsolete");
    }
    assertThat(mail(replaced).path("status").asText()).isEqualTo("failed");
    assertThat(mail(followed).path("status").asText()).isEqualTo("blocked");
  }

  @Test
  void a_retry_sends_to_a_bounced_address_and_keeps_the_bounce() {
    var email = newAddress();
    APP.sql(
        "insert into bounced_addresses (email_key, reason) values ('%s', 'hard bounce')"
            .formatted(email));
    assertThat(APP.register(email).json().at("/validation/mail_status").asText())
        .isEqualTo("bounced");
    var id = APP.admin().get("/mails?recipient=" + email).json().at("/mails/0/id").asText();

    APP.admin().post("/mails/" + id + "/retry");

    APP.userOnceSent(email);
    assertThat(APP.anybody().post(APP.mail(email, 1).link()).status()).isEqualTo(200);
    assertThat(APP.admin().get("/bounces?email=" + email).json().path("bounces")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued", "held"})
  void a_queued_or_held_mail_can_be_cancelled_and_is_not_sent(String status) {
    var id = mailIn(status);

    var answer = APP.admin().post("/mails/" + id + "/cancel");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("status").asText()).isEqualTo("cancelled");
    assertThat(answer.json().path("reason").asText()).isEqualTo("cancelled by the operator");
    assertThat(answer.json().path("next_attempt_at").isNull()).isTrue();
    APP.sql("update mails set next_attempt_at = now() where id = '" + id + "'");
    APP.registered(newAddress());
    assertThat(APP.mailjet.messagesTo(recipient(id))).hasSize(1);
    var validation = APP.user(recipient(id)).path("validation");
    assertThat(validation.path("mail_status").asText()).isEqualTo("cancelled");
  }

  @ParameterizedTest
  @CsvSource({
    "sent, mail_is_sent",
    "delivered, mail_is_sent",
    "opened, mail_is_sent",
    "spam, mail_is_sent",
    "cancelled, mail_is_cancelled",
    "failed, mail_not_queued",
    "bounced, mail_not_queued",
    "blocked, mail_not_queued"
  })
  void a_mail_that_is_neither_queued_nor_held_cannot_be_cancelled(String status, String code) {
    var id = mailIn(status);

    var answer = APP.admin().post("/mails/" + id + "/cancel");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(mail(id).path("status").asText()).isEqualTo(status);
  }

  @Test
  void a_mail_that_is_being_sent_is_neither_cancelled_nor_sent_twice() throws Exception {
    var email = newAddress();
    var called = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    APP.mailjet.answer(
        call -> {
          called.countDown();
          waitFor(goOn);
          return MailjetStub.acceptAll(call);
        });
    APP.register(email);
    waitFor(called);
    var id = APP.admin().get("/mails?recipient=" + email).json().at("/mails/0/id").asText();

    var cancel = APP.admin().post("/mails/" + id + "/cancel");
    var retry = APP.admin().post("/mails/" + id + "/retry");
    goOn.countDown();

    assertThat(cancel.status()).isEqualTo(409);
    assertThat(cancel.code()).isEqualTo("mail_is_on_its_way");
    assertThat(retry.status()).isEqualTo(202);
    assertThat(retry.json().path("next_attempt_at").isNull()).isTrue();
    APP.userOnceSent(email);
    APP.registered(newAddress());
    assertThat(APP.mailjet.messagesTo(email)).hasSize(1);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void concurrent_retries_send_a_mail_once() {
    var id = mailIn("failed");

    var answers = Race.answers(20, i -> APP.admin().post("/mails/" + id + "/retry"));

    assertThat(answers).extracting(Answer::status).isSubsetOf(202, 409).contains(202);
    var email = recipient(id);
    APP.mail(email, 2);
    APP.userOnceSent(email);
    APP.registered(newAddress());
    assertThat(APP.mailjet.messagesTo(email)).hasSize(2);
  }

  @Test
  void the_statistics_count_queued_held_sent_and_failed_mails() {
    try (var app = TestApp.start(Map.of())) {
      assertThat(app.admin().get("/mails/statistics").body())
          .isEqualTo(
              """
              {"queued":0,"held":0,"oldest_queued_seconds":null,"sent":0,"failed":0,"reasons":[]}""");
      for (var change :
          List.of(
              "status = 'sent'",
              "status = 'sent'",
              "status = 'sent', time_sent = now() - interval '25 hours'",
              "status = 'bounced', reason = 'hard bounce'",
              "status = 'queued', "
                  + LATER
                  + ", time_sent = null, time_created = now() - interval '50 hours'",
              "status = 'queued', "
                  + LATER
                  + ", time_sent = null, reason = 'the daily limit is reached'",
              "status = 'held', "
                  + LATER
                  + ", time_sent = null, time_created = now() - interval '70 hours'",
              "status = 'failed', time_sent = null, next_attempt_at = now(), reason = 'refused'",
              "status = 'failed', time_sent = null, next_attempt_at = now() - interval '25 hours'",
              "status = 'cancelled', time_sent = null")) {
        var email = newAddress();
        app.registered(email);
        app.userOnceSent(email);
        app.sql("update mails set %s where recipient = '%s'".formatted(change, email));
      }

      var numbers = app.admin().get("/mails/statistics").json();

      assertThat(numbers.path("queued").asInt()).isEqualTo(2);
      assertThat(numbers.path("held").asInt()).isEqualTo(1);
      assertThat(numbers.path("oldest_queued_seconds").asInt()).isBetween(180_000, 180_600);
      assertThat(numbers.path("sent").asInt()).isEqualTo(3);
      assertThat(numbers.path("failed").asInt()).isEqualTo(1);
      assertThat(
              numbers
                  .path("reasons")
                  .valueStream()
                  .map(JsonNode::toString)
                  .collect(Collectors.joining("\n")))
          .isEqualTo(
              """
              {"status":"sent","reason":null,"mails":2}
              {"status":"bounced","reason":"hard bounce","mails":1}
              {"status":"failed","reason":"refused","mails":1}
              {"status":"held","reason":null,"mails":1}
              {"status":"queued","reason":"the daily limit is reached","mails":1}
              {"status":"queued","reason":null,"mails":1}""");
    }
  }

  @Test
  void readiness_stays_up_and_shows_the_reason_while_mail_is_paused() {
    try (var app = TestApp.start(Map.of())) {
      app.sql(
          "update mail_pause set reason = 'Mailjet refuses the key', paused_until = now() + interval '1 hour'");

      var answer = app.anybody().get("/health/ready");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body())
          .isEqualTo(
              """
              {"status":"up","mail":"paused","mail_reason":"Mailjet refuses the key"}""");
      assertThat(app.anybody().get("/health/live").body()).isEqualTo("{\"status\":\"up\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/mails", "/mails/statistics", "/mails/0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71"})
  void only_the_operator_can_access_mails(String path) {
    assertThat(APP.http().get(path).status()).isEqualTo(403);
    assertThat(APP.anybody().get(path).status()).isEqualTo(401);
    assertThat(APP.http().post("/mails/1/retry").status()).isEqualTo(403);
    assertThat(APP.http().post("/mails/1/cancel").status()).isEqualTo(403);
  }
}
