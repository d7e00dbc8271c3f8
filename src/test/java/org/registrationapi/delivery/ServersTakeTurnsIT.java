package org.registrationapi.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.testing.MailRows;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.WithinOneDay;

/** The mails of several servers share one queue. */
@ExtendWith(WithinOneDay.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("applications")
class ServersTakeTurnsIT {
  private static void pause(TestApp app) {
    app.sql("update mail_pause set reason = 'test', paused_until = now() + interval '1 hour'");
  }

  private static void resume(TestApp app) {
    app.sql("update mail_pause set reason = null");
  }

  private static void awaitSent(TestApp app) {
    await()
        .until(() -> app.query("select count(*) from mails where status <> 'sent'"), "0"::equals);
  }

  private static List<List<String>> recipients(TestApp app) {
    return app.mailjet.calls().stream()
        .map(call -> call.messages().stream().map(m -> m.at("/To/0/Email").asText()).toList())
        .toList();
  }

  @Test
  void many_mails_of_one_server_do_not_delay_another_server() {
    try (var app = TestApp.start(Map.of("MAIL_CONCURRENCY", "1"))) {
      pause(app);
      var email = newAddress();
      app.newServer("").post("/users", registration(email));
      app.sql("update mails set time_created = now() - interval '1 day'");
      MailRows.insert(app, 500);

      resume(app);

      awaitSent(app);
      var calls = recipients(app);
      assertThat(calls).hasSizeGreaterThanOrEqualTo(11);
      assertThat(calls.subList(0, 2)).anyMatch(call -> call.contains(email));
    }
  }

  @Test
  void mails_of_several_servers_are_sent_in_one_call_and_each_is_settled() {
    try (var app = TestApp.start(Map.of())) {
      for (int i = 0; i < 3; i++) app.newServer("");

      app.sql( // in one statement, so that the sender sees all mails or none
          """
          with u as (
              insert into users (server_id, id, email, email_key, password_hash)
              select id, gen_random_uuid(), name || '@example.com', name || '@example.com', 'x'
                from servers
              returning server_id, id, email),
          v as (
              insert into validations (server_id, id, user_id, purpose)
              select server_id, id, id, 'validation' from u)
          insert into mails (server_id, id, user_id, kind, recipient)
          select server_id, id, id, 'validation', email from u
          """);

      awaitSent(app);
      assertThat(recipients(app)).hasSize(1);
      assertThat(recipients(app).get(0)).hasSize(4).doesNotHaveDuplicates();
      assertThat(
              app.query(
                  """
                  select count(*)
                    from validations
                   where expires_at = time_sent + interval '24 hours'
                     and pin_expires_at = time_sent + interval '15 minutes'"""))
          .isEqualTo("4");
      assertThat(app.query("select count(distinct server_id) from events where kind = 'mail_sent'"))
          .isEqualTo("4");
      assertThat(
              app.query("select string_agg(mails::text, ' ' order by server_id) from mail_budgets"))
          .isEqualTo("4 1 1 1 1");
    }
  }
}
