package org.registrationapi.status;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.registrationapi.events.Funnel;
import org.registrationapi.events.FunnelService;
import org.registrationapi.mailadmin.MailStatistics;
import org.registrationapi.mailadmin.MailStatisticsService;
import org.registrationapi.mailcheck.MailCheck;
import org.registrationapi.mailcheck.MailCheckService;
import org.registrationapi.servers.ServerService;

/** Collects the funnel and the current problems for the status page. */
public final class StatusService {
  /** The largest number of server names on the page. */
  private static final int MAX_NAMES = 100;

  private final ServerService servers;
  private final FunnelService funnels;
  private final MailStatisticsService mails;
  private final MailCheckService checks;
  private final Sending sending;

  public StatusService(
      ServerService servers,
      FunnelService funnels,
      MailStatisticsService mails,
      MailCheckService checks,
      Sending sending) {
    this.servers = servers;
    this.funnels = funnels;
    this.mails = mails;
    this.checks = checks;
    this.sending = sending;
  }

  /**
   * What the settings say about mails.
   *
   * @param isOn whether mails are sent, and not only kept for the mailbox
   * @param warning why no mail is sent at all, for people; empty if that is all right
   * @param noEventsReason why it is not reported what became of mails; empty if it can be
   */
  public record Sending(boolean isOn, Optional<String> warning, Optional<String> noEventsReason) {}

  /**
   * The contents of the status page.
   *
   * @param funnel of the last 30 days; empty: there is no server with the requested name
   * @param pauseReason why no mails are sent for now, for people; empty if mails are sent
   * @param mailCheck of the server's sender; empty: it is under way
   * @param names the servers to choose from
   */
  record Status(
      Optional<Funnel> funnel,
      MailStatistics mails,
      Sending sending,
      Optional<String> pauseReason,
      Optional<MailCheck> mailCheck,
      Names names) {}

  /**
   * Names of servers, in alphabetical order.
   *
   * @param all empty if there are too many for a page; then names are searched for
   * @param found those that contain the requested name, if no server has just that name
   * @param isMore whether more names than these contain it
   */
  record Names(List<String> all, List<String> found, boolean isMore) {}

  /**
   * Reads the current state.
   *
   * @param serverName the server of the funnel; empty: all servers together
   */
  Status read(Optional<String> serverName) {
    var server = serverName.flatMap(servers::findByName);
    return new Status(
        serverName.isEmpty()
            ? Optional.of(funnels.ofAll())
            : server.map(one -> funnels.lately(one.id())),
        mails.totals(),
        sending,
        mails.pauseReason(),
        checks.soon(server),
        names(serverName.filter(name -> server.isEmpty())));
  }

  /**
   * @param unknown a name that no server has; empty if there is nothing to search for
   */
  private Names names(Optional<String> unknown) {
    var all = servers.names(MAX_NAMES + 1);
    var found =
        unknown
            .map(part -> servers.namesWith(part.toLowerCase(Locale.ROOT), MAX_NAMES + 1))
            .orElse(List.of());
    return new Names(
        all.size() > MAX_NAMES ? List.of() : all,
        found.stream().limit(MAX_NAMES).toList(),
        found.size() > MAX_NAMES);
  }
}
