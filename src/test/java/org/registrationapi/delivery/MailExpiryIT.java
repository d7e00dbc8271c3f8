package org.registrationapi.delivery;

import static org.assertj.core.api.Assertions.assertThat;
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

/** Mails are deleted when they are old and nothing more is to be done for them. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("applications")
class MailExpiryIT {
  private static final TestApp APP = TestApp.start(Map.of());
  private static final Database DATABASE = TestDatabase.open(APP.databaseUrl);

  @AfterAll
  static void close() {
    DATABASE.close();
    APP.close();
  }

  /** Deletes mails that are older than 90 days after some more days. */
  private static void tidyAfter(int days) {
    var clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(days));
    new MailTidying(DATABASE.jdbi(), clock, Duration.ofDays(90)).tidy();
  }

  private static String mail(String status) {
    var email = newAddress();
    APP.registered(email);
    APP.userOnceSent(email);
    APP.sql(
        "update mails set status = '%s', next_attempt_at = now() + interval '1 day' where recipient = '%s'"
            .formatted(status, email));
    return email;
  }

  private static String mailsTo(String email) {
    return APP.query("select count(*) from mails where recipient = '" + email + "'");
  }

  @Test
  void a_mail_is_kept_for_MAILS_TTL_and_its_user_for_longer() {
    var email = mail("delivered");

    tidyAfter(89);
    assertThat(mailsTo(email)).isEqualTo("1");

    tidyAfter(91);
    assertThat(mailsTo(email)).isEqualTo("0");
    assertThat(APP.user(email).path("validation").isNull()).isTrue();
  }

  @Test
  void a_mail_that_waits_is_kept() {
    var queued = mail("queued");
    var held = mail("held");
    var failed = mail("failed");

    tidyAfter(91);

    assertThat(mailsTo(queued)).isEqualTo("1");
    assertThat(mailsTo(held)).isEqualTo("1");
    assertThat(mailsTo(failed)).isEqualTo("0");
  }

  @Test
  void the_link_of_a_deleted_mail_still_works() {
    var email = newAddress();
    var link = APP.registered(email).link();
    APP.userOnceSent(email);

    tidyAfter(91);

    assertThat(mailsTo(email)).isEqualTo("0");
    assertThat(APP.anybody().post(link).status()).isEqualTo(200);
    assertThat(APP.user(email).path("is_activated").asBoolean()).isTrue();
  }
}
