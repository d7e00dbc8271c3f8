package org.registrationapi.events;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Timeouts;

/**
 * Deletes old events, and the counts of days that can no longer be queried. It deletes by time and
 * not by number of rows, because a distributed PostgreSQL does not support LIMIT in a DELETE.
 */
public final class EventExpiry {
  /** Period of the events deleted in one transaction. */
  private static final Duration SLICE = Duration.ofHours(1);

  private final Jdbi jdbi;
  private final Duration life;

  /**
   * @param life how long events are kept; those that are not counted yet are kept longer
   */
  public EventExpiry(Jdbi jdbi, Duration life) {
    this.jdbi = jdbi;
    this.life = life;
  }

  /** Deletes everything that is too old now. */
  public void run() {
    run(events -> {});
  }

  /**
   * The same.
   *
   * @param deleted gets the number of events of each transaction
   */
  public void run(IntConsumer deleted) {
    var end = end();
    var next = Optional.of(Instant.EPOCH);
    while (next.isPresent()) {
      var from = next.get();
      next = jdbi.inTransaction(tx -> deleteSlice(tx, from, end, deleted));
    }
    while (jdbi.inTransaction(EventExpiry::deleteDay)) {
      // there may be more
    }
  }

  /** How many events {@link #run} would delete now. */
  public long count() {
    var end = end();
    return jdbi.inTransaction(
        tx -> {
          Timeouts.allowLongStatements(tx);
          return tx.attach(EventExpiryDao.class).count(end);
        });
  }

  private Instant end() {
    return jdbi.withExtension(EventExpiryDao.class, dao -> dao.expired(life.toSeconds()));
  }

  /** The end of the deleted period; empty if there are no events after its start. */
  private static Optional<Instant> deleteSlice(
      Handle tx, Instant from, Instant end, IntConsumer deleted) {
    Timeouts.allowLongStatements(tx);
    var dao = tx.attach(EventExpiryDao.class);
    var oldest = dao.oldestEvent(from, end);
    var until = oldest.map(time -> time.plus(SLICE)).map(time -> time.isBefore(end) ? time : end);
    until.ifPresent(time -> deleted.accept(dao.deleteEvents(oldest.get(), time)));
    return until;
  }

  /** Whether there was a day to delete. */
  private static boolean deleteDay(Handle tx) {
    Timeouts.allowLongStatements(tx);
    var dao = tx.attach(EventExpiryDao.class);
    var day = dao.oldestDay(FunnelService.DAYS_KEPT);
    day.ifPresent(dao::deleteCounts);
    return day.isPresent();
  }
}
