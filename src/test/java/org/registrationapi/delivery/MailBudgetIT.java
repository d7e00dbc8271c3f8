package org.registrationapi.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.testing.MailRows;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.WithinOneDay;

/** The day's budget: of all servers together, and of one. */
@ExtendWith(WithinOneDay.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("mails")
class MailBudgetIT {

  private static void awaitPutOff(TestApp app, String email) {
    await()
        .until(
            () -> app.query("select reason from mails where recipient = '" + email + "'"),
            "the daily limit of mails is reached"::equals);
  }

  private static void tomorrow(TestApp app) {
    app.sql("update mail_budgets set day = day - 1");
    app.sql("update mails set next_attempt_at = now() where status = 'queued'");
  }

  @Test
  void over_the_daily_limit_mails_wait_for_the_next_day_and_cost_nobody_the_link() {
    try (var app = TestApp.start(Map.of("MAIL_DAILY_LIMIT", "3"))) {
      var sent = Stream.generate(TestApp::newAddress).limit(3).toList();
      sent.forEach(app::registered);
      sent.forEach(app::userOnceSent);
      var waiting = newAddress();

      assertThat(app.register(waiting).status()).isEqualTo(201);

      awaitPutOff(app, waiting);
      assertThat(app.mailjet.messagesTo(waiting)).isEmpty();
      assertThat(
              app.query(
                  "select (next_attempt_at at time zone 'utc')::text from mails where recipient = '"
                      + waiting
                      + "'"))
          .isEqualTo(LocalDate.now(ZoneOffset.UTC).plusDays(1) + " 00:00:00");
      assertThat(app.user(waiting).at("/validation/mail_status").asText()).isEqualTo("queued");
      assertThat(app.user(waiting).at("/validation/expires_at").isNull()).isTrue();
      tomorrow(app);
      app.userOnceSent(waiting);
      assertThat(
              app.query(
                  "select mails from mail_budgets where server_id = 0 and day = (now() at time zone 'utc')::date"))
          .isEqualTo("1");
    }
  }

  @Test
  void when_the_budget_is_back_whoever_waits_now_goes_first() {
    try (var app = TestApp.start(Map.of("MAIL_DAILY_LIMIT", "1"))) {
      app.userOnceSent(app.registered(newAddress()).address());
      var old = newAddress();
      var fresh = newAddress();
      app.register(old);
      awaitPutOff(app, old);
      app.sql(
          "update mails set time_created = now() - interval '5 hours' where recipient = '"
              + old
              + "'");
      app.register(fresh);
      awaitPutOff(app, fresh);

      tomorrow(app);

      app.userOnceSent(fresh);
      assertThat(app.mailjet.messagesTo(old)).isEmpty();
    }
  }

  @Test
  void one_server_cannot_use_up_everybodys_budget() {
    try (var app = TestApp.start(Map.of())) {
      var greedy = app.newServer("");
      app.sql("update servers set mail_daily_limit = 2 where name = '" + greedy.name() + "'");
      var emails = Stream.generate(TestApp::newAddress).limit(5).toList();
      emails.forEach(email -> greedy.post("/users", registration(email)));
      var modest = newAddress();

      app.registered(modest);

      app.userOnceSent(modest);
      await()
          .until(
              () ->
                  app.query(
                      "select count(*) from mails where reason = 'the daily limit of mails is reached'"),
              "3"::equals);
      assertThat(app.mailjet.calls().stream().mapToInt(call -> call.messages().size()).sum())
          .isEqualTo(3);
      app.admin().patch("/servers/" + greedy.name(), "{\"mail_daily_limit\": null}");
      await()
          .until(() -> app.query("select count(*) from mails where status = 'sent'"), "6"::equals);
    }
  }

  @Test
  void what_Mailjet_refused_is_not_counted() {
    try (var app = TestApp.start(Map.of("MAIL_DAILY_LIMIT", "5"))) {
      app.mailjet.answer(
          call ->
              new MailjetStub.Answer(
                  400,
                  "{\"Messages\":["
                      + MailjetStub.refusal("mj-0013", "is an invalid email address.")
                      + "]}"));
      var email = newAddress();
      app.register(email);

      await().until(() -> app.user(email).at("/validation/mail_status").asText(), "failed"::equals);
      assertThat(app.query("select string_agg(mails::text, ',') from mail_budgets"))
          .isEqualTo("0,0");
    }
  }

  @Test
  void the_limit_holds_for_several_calls_at_once() {
    try (var app = TestApp.start(Map.of("MAIL_DAILY_LIMIT", "70"))) {
      app.sql("update mail_pause set reason = 'test', paused_until = now() + interval '1 hour'");
      MailRows.insert(app, 200);

      app.sql("update mail_pause set reason = null");

      await()
          .until(
              () -> app.query("select count(*) from mails where reason is not null"),
              "130"::equals);
      await()
          .until(() -> app.query("select count(*) from mails where status = 'sent'"), "70"::equals);
      assertThat(app.mailjet.calls().stream().mapToInt(call -> call.messages().size()).sum())
          .isEqualTo(70);
    }
  }
}
