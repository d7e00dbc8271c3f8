package org.registrationapi.status;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.registrationapi.events.Funnel;
import org.registrationapi.events.FunnelCounts;
import org.registrationapi.mailadmin.MailStatistics;
import org.registrationapi.mailcheck.MailCheck;

/**
 * The data of the status page.
 *
 * @param url of the page itself
 * @param serverName the server whose numbers are shown; empty text: all servers together
 * @param names of the servers to choose from; empty if there are too many for a page
 * @param found names that contain the requested one, if no server has just that name
 * @param isMore whether more names than these contain it
 * @param isSending whether mails are sent, and not only kept for the mailbox
 * @param troubles current problems; empty: none
 * @param noEventsReason why it is not reported what became of mails; empty if it can be
 * @param mailCheck of the server's sender; empty: it is under way
 */
public record StatusModel(
    String css,
    String url,
    String serverName,
    List<String> names,
    List<String> found,
    boolean isMore,
    boolean isSending,
    List<Trouble> troubles,
    MailStatistics mails,
    Optional<String> noEventsReason,
    Optional<MailCheck> mailCheck,
    Optional<Funnel> funnel) {
  static StatusModel of(String css, String url, String serverName, StatusService.Status status) {
    return new StatusModel(
        css,
        url,
        serverName,
        status.names().all(),
        status.names().found(),
        status.names().isMore(),
        status.sending().isOn(),
        Trouble.of(status),
        status.mails(),
        status.sending().noEventsReason(),
        status.mailCheck(),
        status.funnel());
  }

  /** What is said if there are no problems. */
  public String verdict() {
    return isSending
        ? "Mails are being sent. There is nothing to do."
        : "Mails are kept in the mailbox. There is nothing to do.";
  }

  /**
   * The page with mails of a status: of the shown server, or of all.
   *
   * @param status the word of a {@code MailStatus}
   */
  public String mailsUrl(String status) {
    return allMailsUrl(status) + (serverName.isEmpty() ? "" : "&server=" + serverName);
  }

  /** The page with mails of a status, of all servers. */
  public String allMailsUrl(String status) {
    return url + "/mails?status=" + status;
  }

  /** The steps from registration to activation, over all days. */
  public List<StatusFigure> figures() {
    var totals = totals();
    var delivered = new StatusFigure("Delivered", totals.delivered(), totals.sent(), "mails sent");
    return List.of(
        new StatusFigure("Registered", totals.registered(), totals.registered(), ""),
        new StatusFigure("Mails sent", totals.sent(), totals.registered(), "registrations"),
        isDeliveryKnown() ? delivered : delivered.unknown(),
        new StatusFigure("Activated", totals.activated(), totals.registered(), "registrations"));
  }

  private FunnelCounts totals() {
    return funnel.orElseThrow().totals();
  }

  /** Whether it is reported what became of the mails. */
  public boolean isDeliveryKnown() {
    return funnel.orElseThrow().isDeliveryKnown();
  }

  /** Why it is unknown which mails were delivered, and what to do. */
  public String unknownDelivery() {
    return noEventsReason.orElse(
        "no events have come from Mailjet. Check its event notifications, and MAILJET_EVENTS_USER and"
            + " MAILJET_EVENTS_PASSWORD");
  }

  /** A number of mails that is known only from events: a dash instead of an unknown 0. */
  public String reported(long number) {
    return number == 0 && !isDeliveryKnown() ? "–" : number(number);
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
        this::ofMails);
  }

  private String ofMails(FunnelCounts counts) {
    if (!isDeliveryKnown())
      return "%s sent, at least %s delivered, %s failed"
          .formatted(number(counts.sent()), number(counts.delivered()), number(counts.failed()));
    return "%s sent, %s delivered, %s bounced, %s blocked, %s failed, %s reported as spam"
        .formatted(
            number(counts.sent()),
            number(counts.delivered()),
            number(counts.bounced()),
            number(counts.blocked()),
            number(counts.failed()),
            number(counts.spam()));
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
