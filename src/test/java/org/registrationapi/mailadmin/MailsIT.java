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
import org.registrationapi.testing.TestApp;

/** The operator's routes that show mails. */
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
    var id = APP.sentMail(email);
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
