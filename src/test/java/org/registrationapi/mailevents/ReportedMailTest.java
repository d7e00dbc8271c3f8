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
    return reported(before, false, user, event, false, hardBounce);
  }

  /** Of a user, with soft bounces. */
  private static ReportedMail reported(
      MailStatus before, boolean wasSoft, MailStatus event, boolean isSoft) {
    return reported(before, wasSoft, USER, event, isSoft, null);
  }

  private static ReportedMail reported(
      MailStatus before,
      boolean wasSoft,
      UUID user,
      MailStatus event,
      boolean isSoft,
      String hardBounce) {
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
            wasSoft,
            false),
        new MailEvent(MAIL, 7L, event, isSoft, "after", hardBounce));
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
        .isEqualTo(new MailEventDao.Change(MAIL, event.word(), "after", false, false));
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
        .isEqualTo(new MailEventDao.Change(MAIL, "bounced", "after", false, true));
    assertThat(reported.bounce()).contains(new BounceDao.HardBounce("ada@example.com", "hard"));
  }

  @Test
  void a_hard_bounce_after_a_higher_status_is_recorded_and_keeps_the_status() {
    var reported = reported(MailStatus.SPAM, USER, MailStatus.BOUNCED, "hard");

    assertThat(reported.isNews()).isTrue();
    assertThat(reported.events()).isEmpty();
    assertThat(reported.change())
        .isEqualTo(new MailEventDao.Change(MAIL, "spam", "before", false, true));
    assertThat(reported.bounce()).isPresent();
  }

  @Test
  void a_soft_bounce_is_lower_than_a_delivery_and_higher_than_sent() {
    var softFirst = reported(MailStatus.BOUNCED, true, MailStatus.DELIVERED, false);
    var softLast = reported(MailStatus.DELIVERED, false, MailStatus.BOUNCED, true);
    var soft = reported(MailStatus.SENT, false, MailStatus.BOUNCED, true);

    assertThat(kinds(softFirst)).containsExactly("mail_delivered");
    assertThat(softFirst.change())
        .isEqualTo(new MailEventDao.Change(MAIL, "delivered", "after", true, false));
    assertThat(softLast.isNews()).isFalse();
    assertThat(kinds(soft)).containsExactly("mail_bounced");
    assertThat(soft.change())
        .isEqualTo(new MailEventDao.Change(MAIL, "bounced", "after", true, false));
  }

  @Test
  void a_bounce_is_one_event_even_if_it_was_soft_first_and_delivered_in_between() {
    for (var before : List.of(MailStatus.BOUNCED, MailStatus.DELIVERED)) {
      var hard = reported(before, true, MailStatus.BOUNCED, false);

      assertThat(hard.isNews()).isTrue();
      assertThat(hard.events()).isEmpty();
      assertThat(hard.change())
          .isEqualTo(new MailEventDao.Change(MAIL, "bounced", "after", false, false));
    }
  }
}
