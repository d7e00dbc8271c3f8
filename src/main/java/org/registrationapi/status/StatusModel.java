package org.registrationapi.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.registrationapi.events.Funnel;
import org.registrationapi.events.FunnelCounts;
import org.registrationapi.mailadmin.MailStatistics;
import org.registrationapi.mailcheck.CheckResult;
import org.registrationapi.mailcheck.MailCheck;

/**
 * The data of the status page.
 *
 * @param url of the page itself
 * @param serverName the server whose numbers are shown; empty text: all servers together
 * @param isSending whether mails are sent, and not only kept for the mailbox
 * @param mailCheck of the server's sender; empty: it is under way
 * @param troubles current problems, for people; empty: none
 */
public record StatusModel(
    String css,
    String url,
    String serverName,
    List<String> names,
    boolean isSending,
    List<String> troubles,
    MailStatistics mails,
    Optional<MailCheck> mailCheck,
    Optional<Funnel> funnel) {
  /** Mails are normally queued for seconds; a longer wait than this is a problem. */
  private static final Duration LONG_WAIT = Duration.ofMinutes(15);

  static StatusModel of(String css, String url, String serverName, StatusService.Status status) {
    return new StatusModel(
        css,
        url,
        serverName,
        status.names(),
        status.isSending(),
        troubles(status),
        status.mails(),
        status.mailCheck(),
        status.funnel());
  }

  /** What is said if there are no problems. */
  public String verdict() {
    return isSending
        ? "Mails are being sent. There is nothing to do."
        : "Mails are kept in the mailbox. There is nothing to do.";
  }

  private static List<String> troubles(StatusService.Status status) {
    var mails = status.mails();
    var troubles = new ArrayList<String>();
    status.mailWarning().ifPresent(warning -> troubles.add("Mails stay here: " + warning + "."));
    status.mailCheck().flatMap(StatusModel::failing).ifPresent(troubles::add);
    status.pauseReason().ifPresent(reason -> troubles.add("Mail is paused: " + reason + "."));
    if (mails.held() > 0)
      troubles.add(
          number(mails.held())
              + (mails.held() == 1 ? " mail is" : " mails are")
              + " held until the sender is corrected; GET /mails?status=held shows which and why.");
    if (mails.oldestQueuedSeconds() != null && mails.oldestQueuedSeconds() > LONG_WAIT.toSeconds())
      troubles.add(
          "The oldest queued mail has waited for " + duration(mails.oldestQueuedSeconds()) + ".");
    return troubles;
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

  /** One of the large figures, with the number that it is a share of. */
  public record Figure(String name, long number, long of, String ofWhat) {
    /**
     * In per cent, rounded; at most 100, because the steps of one day may belong to different
     * users.
     */
    public long percent() {
      return of == 0 ? 0 : Math.min(100, Math.round(100.0 * number / of));
    }
  }

  /** The steps from registration to activation, over all days. */
  public List<Figure> figures(FunnelCounts totals) {
    return List.of(
        new Figure("Registered", totals.registered(), totals.registered(), ""),
        new Figure("Mails sent", totals.sent(), totals.registered(), "registrations"),
        new Figure("Delivered", totals.delivered(), totals.sent(), "mails sent"),
        new Figure("Activated", totals.activated(), totals.registered(), "registrations"));
  }

  /** Whether Mailjet seems to send no events. */
  public boolean isDeliveryUnknown() {
    return funnel
        .map(Funnel::totals)
        .filter(totals -> totals.sent() > 0 && totals.delivered() + totals.lost() == 0)
        .isPresent();
  }

  /** Registrations, and how many of them were activated. */
  public Chart registrations() {
    return Chart.of(
        funnel.orElseThrow(),
        FunnelCounts::registered,
        FunnelCounts::activated,
        counts -> 0,
        counts ->
            number(counts.registered())
                + " registered, "
                + number(counts.activated())
                + " activated");
  }

  /** Mails, how many of them were delivered, and how many were lost. */
  public Chart sentMails() {
    return Chart.of(
        funnel.orElseThrow(),
        FunnelCounts::sent,
        FunnelCounts::delivered,
        counts -> counts.lost() + counts.spam(),
        counts ->
            "%s sent, %s delivered, %s bounced, %s blocked, %s failed, %s reported as spam"
                .formatted(
                    number(counts.sent()),
                    number(counts.delivered()),
                    number(counts.bounced()),
                    number(counts.blocked()),
                    number(counts.failed()),
                    number(counts.spam())));
  }

  /** With a comma between thousands. */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** How long the oldest queued mail has waited. */
  public String oldest() {
    return mails.oldestQueuedSeconds() == null ? "–" : duration(mails.oldestQueuedSeconds());
  }

  static String duration(long seconds) {
    if (seconds < 120) return seconds + " s";
    if (seconds < 7200) return seconds / 60 + " min";
    return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
  }
}
