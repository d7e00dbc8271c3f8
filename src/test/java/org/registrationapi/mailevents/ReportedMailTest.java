package org.registrationapi.mailevents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.events.Event;
import org.registrationapi.mail.MailStatus;

class ReportedMailTest {
  private static final UUID MAIL = new UUID(0, 1);
  private static final UUID USER = new UUID(0, 2);

  private static ReportedMail reported(
      MailStatus before, UUID user, MailStatus event, String hardBounce) {
    var wasSent = before.compareTo(MailStatus.SENT) >= 0;
    var isUncertain = !wasSent;
    return new ReportedMail(
        7,
        new MailEventDao.Found(
            MAIL,
            user,
            "validation",
            "Ada@example.com",
            before,
            "before",
            wasSent,
            isUncertain,
            false),
        new MailEvent(MAIL, 7L, event, "after", hardBounce));
  }

  private static List<String> kinds(ReportedMail reported) {
    return reported.events().stream().map(Event::kind).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "QUEUED|DELIVERED|mail_sent mail_delivered",
        "HELD|BOUNCED|mail_sent mail_bounced",
        "CANCELLED|OPENED|mail_sent mail_delivered",
        "FAILED|SPAM|mail_sent mail_delivered mail_spam",
        "SENT|DELIVERED|mail_delivered",
        "SENT|OPENED|mail_delivered",
        "SENT|BOUNCED|mail_bounced",
        "SENT|BLOCKED|mail_blocked",
        "SENT|SPAM|mail_delivered mail_spam",
        "DELIVERED|OPENED|",
        "DELIVERED|BOUNCED|mail_bounced",
        "DELIVERED|SPAM|mail_spam",
        "OPENED|SPAM|mail_spam",
        "BOUNCED|BLOCKED|mail_blocked",
        "BOUNCED|SPAM|mail_spam",
        "BLOCKED|SPAM|mail_spam"
      })
  void each_status_change_creates_its_events(MailStatus before, MailStatus event, String kinds) {
    var reported = reported(before, USER, event, null);

    assertThat(reported.isNews()).isTrue();
    assertThat(kinds(reported))
        .isEqualTo(kinds == null ? List.of() : Arrays.asList(kinds.split(" ")));
    assertThat(reported.change())
        .isEqualTo(new MailEventDao.Change(MAIL, event.word(), "after", false));
  }

  @Test
  void an_equal_or_lower_status_is_not_news() {
    for (var before : MailStatus.values())
      for (var event : MailStatus.values())
        if (event.compareTo(before) <= 0)
          assertThat(reported(before, USER, event, null).isNews()).isFalse();
  }

  @Test
  void a_test_mail_has_no_events() {
    var reported = reported(MailStatus.QUEUED, null, MailStatus.SPAM, null);

    assertThat(reported.isNews()).isTrue();
    assertThat(reported.events()).isEmpty();
  }

  @Test
  void a_bounce_that_becomes_hard_is_recorded_without_a_second_event() {
    var reported = reported(MailStatus.BOUNCED, USER, MailStatus.BOUNCED, "hard");

    assertThat(reported.isNews()).isTrue();
    assertThat(reported.events()).isEmpty();
    assertThat(reported.change())
        .isEqualTo(new MailEventDao.Change(MAIL, "bounced", "after", true));
    assertThat(reported.bounce()).contains(new BounceDao.HardBounce("ada@example.com", "hard"));
  }

  @Test
  void a_hard_bounce_after_a_higher_status_is_recorded_and_keeps_the_status() {
    var reported = reported(MailStatus.SPAM, USER, MailStatus.BOUNCED, "hard");

    assertThat(reported.isNews()).isTrue();
    assertThat(reported.events()).isEmpty();
    assertThat(reported.change()).isEqualTo(new MailEventDao.Change(MAIL, "spam", "before", true));
    assertThat(reported.bounce()).isPresent();
  }
}
