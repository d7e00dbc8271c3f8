package org.registrationapi.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.database.Database;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestDatabase;

/** Pending users are deleted when their link expired long ago; activated ones never. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("applications")
class PendingExpiryIT {
  private static final Duration LIFE = Duration.ofDays(7);
  private static final TestApp APP = TestApp.start(Map.of("PENDING_TTL", "0"));
  private static final Database DATABASE = TestDatabase.open(APP.databaseUrl);

  /** Its clock is ahead, as if all users of these tests had registered ten days ago. */
  private final PendingExpiry expiry =
      new PendingExpiry(
          DATABASE.jdbi(), Clock.offset(Clock.systemUTC(), Duration.ofDays(10)), LIFE);

  @AfterAll
  static void close() {
    DATABASE.close();
    APP.close();
  }

  /** A registered user whose link expired some time ago. */
  private static String registered(String age) {
    var email = newAddress();
    APP.registered(email);
    APP.userOnceSent(email);
    change(email, "validations", "expires_at = now() - interval '" + age + "'");
    return email;
  }

  /** A registered user whose mail was not sent. */
  private static String unsent(String age, String mailStatus) {
    var email = registered("0");
    change(email, "validations", "expires_at = null, time_sent = null");
    change(
        email,
        "mails",
        "status = '"
            + mailStatus
            + "', time_sent = null, next_attempt_at = now() + interval '1 day'");
    APP.sql(
        "update users set time_created = now() - interval '%s' where email = '%s'"
            .formatted(age, email));
    return email;
  }

  private static void change(String email, String table, String change) {
    APP.sql(
        """
        update %s t set %s from users u
         where u.email = '%s' and t.server_id = u.server_id and t.user_id = u.id
        """
            .formatted(table, change, email));
  }

  private static int status(String email) {
    return APP.http().get("/users/" + email).status();
  }

  @Test
  void a_pending_user_is_deleted_with_its_mails_once_its_link_expired_long_ago() {
    var old = registered("7 days 1 minute");
    var younger = registered("6 days 23:59:00");
    var id = APP.user(old).path("id").asText();

    expiry.run();

    assertThat(status(old)).isEqualTo(404);
    assertThat(status(younger)).isEqualTo(200);
    assertThat(APP.query("select count(*) from mails where recipient = '" + old + "'"))
        .isEqualTo("0");
    assertThat(APP.query("select count(*) from mails where recipient = '" + younger + "'"))
        .isEqualTo("1");
    assertThat(
            APP.query(
                "select kind from events where user_id = '" + id + "' order by id desc limit 1"))
        .isEqualTo("deleted");
  }

  @Test
  void an_activated_user_is_never_deleted() {
    var email = newAddress();
    var link = APP.registered(email).link();
    assertThat(APP.anybody().post(link).status()).isEqualTo(200);
    change(email, "validations", "expires_at = now() - interval '900 days'");
    APP.sql(
        "update users set time_created = now() - interval '901 days' where email = '"
            + email
            + "'");

    expiry.run();

    assertThat(status(email)).isEqualTo(200);
  }

  @Test
  void a_mail_that_was_given_up_counts_from_the_registration() {
    var failed = unsent("8 days", "failed");
    var cancelled = unsent("8 days", "cancelled");
    var recent = unsent("6 days", "failed");
    var deleted = unsent("8 days", "failed");
    APP.sql("delete from mails where recipient = '" + deleted + "'");

    expiry.run();

    assertThat(status(failed)).isEqualTo(404);
    assertThat(status(cancelled)).isEqualTo(404);
    assertThat(status(deleted)).isEqualTo(404);
    assertThat(status(recent)).isEqualTo(200);
  }

  @Test
  void a_user_whose_mail_still_waits_is_kept() {
    var held = unsent("800 days", "held");

    expiry.run();

    assertThat(status(held)).isEqualTo(200);
  }

  @Test
  void a_user_who_is_being_activated_is_kept() {
    var email = registered("8 days");
    DATABASE
        .jdbi()
        .useTransaction(
            tx -> {
              tx.execute("update users set time_activated = now() where email = ?", email);
              expiry.run();
            });

    assertThat(status(email)).isEqualTo(200);
    assertThat(APP.user(email).path("is_activated").asBoolean()).isTrue();
  }

  @Test
  void an_instance_deletes_expired_users_when_it_starts() {
    var database = TestDatabase.create();
    var settings = Map.of("PENDING_TTL", "1s");
    var email = newAddress();
    try (var first = TestApp.startOn(database, settings)) {
      first.registered(email);
      first.userOnceSent(email);
      first.sql("update validations set expires_at = now() - interval '2 s'");
      await()
          .until(
              () -> first.query("select now() - time_created > interval '2 s' from users"),
              "t"::equals);
    }
    try (var second = TestApp.startOn(database, settings)) {
      await().until(() -> second.http().get("/users/" + email).status() == 404);
    }
  }
}
