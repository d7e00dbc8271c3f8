package org.registrationapi.events;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Timeouts;

/**
 * Adds events to the counts by server and day, each event once: the counts and the time up to which
 * they reach change in one transaction, and of several instances one at a time does it.
 *
 * <p>The time of an event is the start of its transaction. Events of the last hour are left alone,
 * because a transaction of that time may still be under way: one that is silent for 3 s or has a
 * statement of 20 s is ended by PostgreSQL, so none takes an hour.
 */
public final class EventRollup {
  /** Events of so long go into one transaction, so that each is short after a long outage, too. */
  private static final Duration SLICE = Duration.ofHours(1);

  private final Jdbi jdbi;

  public EventRollup(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Counts the events of all full hours that ended at least one hour ago. */
  public void run() {
    run(jdbi.withExtension(RollupDao.class, RollupDao::lastHour));
  }

  /**
   * Counts the events before a time; nothing if they are counted, or another instance does it now.
   *
   * @param end no transaction that is older may be under way
   */
  public void run(Instant end) {
    while (jdbi.inTransaction(tx -> countSlice(tx, end))) {
      // there is more
    }
  }

  /** Whether there is more to count. */
  private static boolean countSlice(Handle tx, Instant end) {
    Timeouts.allowLongStatements(tx);
    var dao = tx.attach(RollupDao.class);
    var from = dao.lockCountedUntil();
    if (from.isEmpty() || !from.get().isBefore(end)) return false;
    var sliceEnd = from.get().plus(SLICE);
    var until = sliceEnd.isBefore(end) ? sliceEnd : end;
    dao.addToCounts(from.get(), until);
    dao.addToTotals(from.get(), until);
    dao.setCountedUntil(until);
    return until.isBefore(end);
  }
}
