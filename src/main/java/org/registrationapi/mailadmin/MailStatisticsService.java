package org.registrationapi.mailadmin;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Timeouts;
import org.registrationapi.delivery.MailPauseDao;

/** Reads statistics on the mails of all servers. */
public final class MailStatisticsService {
  private static final int MAX_REASONS = 50;

  private final Jdbi jdbi;

  public MailStatisticsService(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The current statistics. */
  public MailStatistics now() {
    return jdbi.inTransaction(
        tx -> {
          Timeouts.allowLongStatements(tx);
          var dao = tx.attach(MailStatisticsDao.class);
          return totals(dao).with(dao.reasons(MAX_REASONS));
        });
  }

  /** The current statistics without the reasons, which cost more to read. */
  public MailStatistics totals() {
    return jdbi.withExtension(MailStatisticsDao.class, MailStatisticsService::totals);
  }

  private static MailStatistics totals(MailStatisticsDao dao) {
    var waiting = dao.waiting();
    return new MailStatistics(
        waiting.queued(),
        waiting.held(),
        waiting.oldestQueuedSeconds(),
        dao.sent(),
        dao.failed(),
        List.of());
  }

  /** Why mails are paused at the moment, as text for people; empty if they are not. */
  public Optional<String> pauseReason() {
    return jdbi.withExtension(MailPauseDao.class, MailPauseDao::reason);
  }
}
