package org.registrationapi.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Batches;
import org.registrationapi.database.Timeouts;
import org.registrationapi.input.Ids;
import org.registrationapi.limits.MailAllowanceDao;

/** Deletes old mails, and old rows of allowances and budgets. Call it every hour. */
public final class MailTidying {
  private final Jdbi jdbi;
  private final Clock clock;
  private final Duration life;

  /**
   * @param life how long a mail is kept after it was queued; one that still waits is kept longer
   */
  public MailTidying(Jdbi jdbi, Clock clock, Duration life) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.life = life;
  }

  /** Deletes them now. Two instances may do so at the same time. */
  public void tidy() {
    deleteMails(mails -> {});
    Batches.finish(jdbi, (tx, limit) -> tx.attach(MailAllowanceDao.class).forgetOld(limit));
    jdbi.useExtension(MailBudgetDao.class, MailBudgetDao::forgetOld);
  }

  /**
   * Deletes old mails only.
   *
   * @param deleted gets the number of mails of each batch
   */
  public void deleteMails(IntConsumer deleted) {
    var before = before();
    var servers = jdbi.withExtension(MailExpiryDao.class, dao -> dao.serversWithSettled(before));
    for (var serverId : servers)
      Batches.finish(
          jdbi,
          (tx, limit) -> tx.attach(MailExpiryDao.class).deleteSettled(serverId, before, limit),
          deleted);
  }

  /** How many mails {@link #deleteMails} would delete now. */
  public long countMails() {
    return jdbi.inTransaction(
        tx -> {
          Timeouts.allowLongStatements(tx);
          return tx.attach(MailExpiryDao.class).countSettled(before());
        });
  }

  private UUID before() {
    return Ids.firstAt(clock.instant().minus(life));
  }
}
