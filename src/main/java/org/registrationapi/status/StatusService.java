package org.registrationapi.status;

import java.util.List;
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
  /** The largest number of server names to choose from; other names are typed. */
  private static final int MAX_NAMES = 100;

  private final ServerService servers;
  private final FunnelService funnels;
  private final MailStatisticsService mails;
  private final MailCheckService checks;
  private final boolean isSending;
  private final Optional<String> mailWarning;

  /**
   * @param isSending whether mails are sent, and not only kept for the mailbox
   * @param mailWarning why no mail is sent at all, for people; empty if that is all right
   */
  public StatusService(
      ServerService servers,
      FunnelService funnels,
      MailStatisticsService mails,
      MailCheckService checks,
      boolean isSending,
      Optional<String> mailWarning) {
    this.servers = servers;
    this.funnels = funnels;
    this.mails = mails;
    this.checks = checks;
    this.isSending = isSending;
    this.mailWarning = mailWarning;
  }

  /**
   * The contents of the status page.
   *
   * @param funnel of the last 30 days; empty: there is no server with the requested name
   * @param isSending whether mails are sent, and not only kept for the mailbox
   * @param mailWarning why no mail is sent at all, for people; empty if that is all right
   * @param pauseReason why no mails are sent, for people; empty if mails are sent
   * @param mailCheck of the server's sender; empty: it is under way
   * @param names names of servers, in alphabetical order; not all of them if there are many
   */
  record Status(
      Optional<Funnel> funnel,
      MailStatistics mails,
      boolean isSending,
      Optional<String> mailWarning,
      Optional<String> pauseReason,
      Optional<MailCheck> mailCheck,
      List<String> names) {}

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
        isSending,
        mailWarning,
        mails.pauseReason(),
        checks.soon(server),
        servers.names(MAX_NAMES));
  }
}
