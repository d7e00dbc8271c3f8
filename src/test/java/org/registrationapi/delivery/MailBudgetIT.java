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

/** The daily mail limits of all servers together and of one server. */
@ExtendWith(WithinOneDay.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("mails")
class MailBudgetIT {

  private static void awaitDeferred(TestApp app, String email) {
    await()
        .until(
            () -> app.query("select reason from mails where recipient = '" + email + "'"),
            "the daily limit of mails is reached"::equals);
  }

  private static void startNextDay(TestApp app) {
    app.sql("update mail_budgets set day = day - 1");
    app.sql("update mails set next_attempt_at = now() where status = 'queued'");
  }

  @Test
  void mails_over_the_daily_limit_wait_for_the_next_day_and_their_links_do_not_expire() {
    try (var app = TestApp.start(Map.of("MAIL_DAILY_LIMIT", "3"))) {
      var sent = Stream.generate(TestApp::newAddress).limit(3).toList();
      sent.forEach(app::registered);
      sent.forEach(app::userOnceSent);
      var waiting = newAddress();

      assertThat(app.register(waiting).status()).isEqualTo(201);

      awaitDeferred(app, waiting);
      assertThat(app.mailjet.messagesTo(waiting)).isEmpty();
      assertThat(
              app.query(
                  "select (next_attempt_at at time zone 'utc')::text from mails where recipient = '"
                      + waiting
                      + "'"))
          .isEqualTo(LocalDate.now(ZoneOffset.UTC).plusDays(1) + " 00:00:00");
      assertThat(app.user(waiting).at("/validation/mail_status").asText()).isEqualTo("queued");
      assertThat(app.user(waiting).at("/validation/expires_at").isNull()).isTrue();
      startNextDay(app);
      app.userOnceSent(waiting);
      assertThat(
              app.query(
                  "select mails from mail_budgets where server_id = 0 and day = (now() at time zone 'utc')::date"))
          .isEqualTo("1");
    }
  }

  @Test
  void a_new_budget_is_spent_on_recent_mails_first() {
    try (var app = TestApp.start(Map.of("MAIL_DAILY_LIMIT", "1"))) {
      app.userOnceSent(app.registered(newAddress()).address());
      var old = newAddress();
      var fresh = newAddress();
      app.register(old);
      awaitDeferred(app, old);
      app.sql(
          "update mails set time_created = now() - interval '5 hours' where recipient = '"
              + old
              + "'");
      app.register(fresh);
      awaitDeferred(app, fresh);

      startNextDay(app);

      app.userOnceSent(fresh);
      assertThat(app.mailjet.messagesTo(old)).isEmpty();
    }
  }

  @Test
  void a_servers_own_limit_delays_only_its_own_mails_until_it_is_removed() {
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
  void a_servers_own_limit_leaves_the_rest_of_the_common_limit_to_others() {
    try (var app = TestApp.start(Map.of("MAIL_DAILY_LIMIT", "5"))) {
      app.sql("update servers set mail_daily_limit = 3 where id = 1");
      var modest = app.newServer("");
      var emails = Stream.generate(TestApp::newAddress).limit(2).toList();
      pause(app);
      MailRows.insert(app, 100);
      emails.forEach(email -> modest.post("/users", registration(email)));

      resume(app);

      await()
          .until(
              () -> app.query("select count(*) from mails where status <> 'queued'"), "5"::equals);
      await()
          .until(
              () -> app.query("select count(*) from mails where reason is not null"), "97"::equals);
      assertThat(app.mailjet.values("/To/0/Email")).hasSize(5).containsAll(emails);
    }
  }

  @Test
  void servers_take_turns_in_the_rest_of_the_common_limit() {
    try (var app = TestApp.start(Map.of("MAIL_DAILY_LIMIT", "5"))) {
      var modest = app.newServer("");
      var email = newAddress();
      pause(app);
      MailRows.insert(app, 100);
      modest.post("/users", registration(email));

      resume(app);

      await()
          .until(
              () -> app.query("select count(*) from mails where status <> 'queued'"), "5"::equals);
      assertThat(app.mailjet.values("/To/0/Email")).hasSize(5).contains(email);
    }
  }

  private static void pause(TestApp app) {
    app.sql("update mail_pause set reason = 'test', paused_until = now() + interval '1 hour'");
  }

  private static void resume(TestApp app) {
    app.sql("update mail_pause set reason = null");
  }

  @Test
  void a_mail_refused_by_Mailjet_is_not_counted() {
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
  void the_limit_holds_across_concurrent_calls() {
    try (var app = TestApp.start(Map.of("MAIL_DAILY_LIMIT", "70"))) {
      pause(app);
      MailRows.insert(app, 200);

      resume(app);

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
