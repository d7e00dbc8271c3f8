package org.registrationapi.events;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Timeouts;

/**
 * Adds events to the counts by server and day, each event once. The counts and the time up to which
 * they reach change in one transaction. Only one instance counts at a time.
 *
 * <p>The time of an event is the start of its transaction. Events of the last hour are not counted
 * yet, because their transaction may still be running. PostgreSQL ends a transaction that is idle
 * for 3 s or runs a statement for 20 s, so none lasts an hour.
 */
public final class EventRollup {
  /**
   * Period of the events counted in one transaction. It keeps transactions short even after a long
   * outage.
   */
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
   * Counts the events before a time. Does nothing if they are counted already, or if another
   * instance is counting now.
   *
   * @param end no transaction that began earlier may still be running
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
