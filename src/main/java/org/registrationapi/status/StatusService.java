package org.registrationapi.status;

import java.util.List;
import java.util.Optional;
import org.registrationapi.events.Funnel;
import org.registrationapi.events.FunnelService;
import org.registrationapi.mailadmin.MailStatistics;
import org.registrationapi.mailadmin.MailStatisticsService;
import org.registrationapi.servers.ServerService;

/** Whether people get in, and what is wrong now. */
public final class StatusService {
  /** Names to choose from; of more servers than that one is typed. */
  private static final int MAX_NAMES = 100;

  private final ServerService servers;
  private final FunnelService funnels;
  private final MailStatisticsService mails;

  public StatusService(ServerService servers, FunnelService funnels, MailStatisticsService mails) {
    this.servers = servers;
    this.funnels = funnels;
    this.mails = mails;
  }

  /**
   * What there is to see.
   *
   * @param funnel of the last 30 days; empty: there is no server of the name that was asked for
   * @param pauseReason why no mails are sent, for people; empty: they are
   * @param names of servers, by name, not all of them if there are many
   */
  record Status(
      Optional<Funnel> funnel,
      MailStatistics mails,
      Optional<String> pauseReason,
      List<String> names) {}

  /**
   * Looks at everything as it is now.
   *
   * @param serverName whose funnel; empty: that of all servers together
   */
  Status look(Optional<String> serverName) {
    return new Status(
        serverName.isEmpty()
            ? Optional.of(funnels.ofAll())
            : servers.findByName(serverName.get()).map(server -> funnels.lately(server.id())),
        mails.totals(),
        mails.pauseReason(),
        servers.names(MAX_NAMES));
  }
}
