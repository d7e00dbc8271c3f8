package org.registrationapi.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.registrationapi.mail.MailStatus;
import org.registrationapi.mailadmin.MailStatistics;
import org.registrationapi.mailcheck.CheckResult;
import org.registrationapi.mailcheck.MailCheck;

/**
 * A current problem on the status page.
 *
 * @param sentence for people
 * @param mails the status of the mails concerned, which the page links; empty: none
 */
public record Trouble(String sentence, Optional<MailStatus> mails) {
  /** Mails are normally queued for seconds; a longer wait than this is a problem. */
  private static final Duration LONG_WAIT = Duration.ofMinutes(15);

  /** Every current problem, the gravest first. */
  static List<Trouble> of(StatusService.Status status) {
    var troubles = new ArrayList<Trouble>();
    status
        .sending()
        .warning()
        .ifPresent(warning -> troubles.add(about("Mails stay here: " + warning + ".")));
    status.mailCheck().flatMap(Trouble::failing).ifPresent(failing -> troubles.add(about(failing)));
    status
        .pauseReason()
        .ifPresent(
            reason -> troubles.add(about("Mail is paused: " + reason + ".", MailStatus.QUEUED)));
    troubles.addAll(ofMails(status.mails()));
    return troubles;
  }

  private static List<Trouble> ofMails(MailStatistics mails) {
    var troubles = new ArrayList<Trouble>();
    if (mails.held() > 0) troubles.add(about(held(mails.held()), MailStatus.HELD));
    var wait = mails.oldestQueuedSeconds();
    if (wait != null && wait > LONG_WAIT.toSeconds())
      troubles.add(
          about(
              "The oldest queued mail has waited for " + StatusModel.duration(wait) + ".",
              MailStatus.QUEUED));
    return troubles;
  }

  private static Trouble about(String sentence) {
    return new Trouble(sentence, Optional.empty());
  }

  private static Trouble about(String sentence, MailStatus mails) {
    return new Trouble(sentence, Optional.of(mails));
  }

  private static Optional<String> failing(MailCheck check) {
    var titles =
        check.checks().stream()
            .filter(result -> result.state().equals("failed"))
            .map(CheckResult::title)
            .collect(Collectors.joining(", "));
    return titles.isEmpty()
        ? Optional.empty()
        : Optional.of("Mails may be lost, see the checks below: " + titles + ".");
  }

  private static String held(long mails) {
    return StatusModel.number(mails)
        + (mails == 1 ? " mail is" : " mails are")
        + " held until the sender is corrected.";
  }
}
