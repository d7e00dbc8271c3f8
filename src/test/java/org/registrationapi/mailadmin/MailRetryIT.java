package org.registrationapi.mailadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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

/** The operator retries and cancels mails. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("mails")
class MailRetryIT {
  private static final TestApp APP = TestApp.start(Map.of());

  @AfterEach
  void restoreMailjet() {
    APP.mailjet.answer(APP.mailjet::remember);
  }

  @AfterAll
  static void stop() {
    APP.close();
  }

  /** The id of a mail with this status, whose next attempt is in an hour. */
  private static String mailIn(String status) {
    var mail = APP.sentMail(newAddress());
    var timeSent = List.of("queued", "held", "failed").contains(status) ? "null" : "time_sent";
    APP.sql(
        """
        update mails set status = '%s', time_sent = %s, reason = 'why',
                         next_attempt_at = now() + interval '1 hour'
         where id = '%s'"""
            .formatted(status, timeSent, mail));
    return mail;
  }

  private static JsonNode mail(String id) {
    return APP.admin().get("/mails/" + id).json();
  }

  private static String recipient(String id) {
    return mail(id).path("recipient").asText();
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
}
