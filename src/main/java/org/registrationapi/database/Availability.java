package org.registrationapi.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks whether PostgreSQL is usable. It receives every failure of a connection or statement.
 * After the first one it probes PostgreSQL twice a second until it works again. An outage logs one
 * line at its beginning and one at its end, however many requests fail.
 */
final class Availability implements SQLExceptionOverride, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Availability.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /**
   * An outage ends when there was no failure for this time. A disk counts as full for this time
   * after a request found it full.
   */
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final Predicate<Consumer<SQLException>> probe;
  private final Runnable evictAll;
  private Thread watch; // null: no outage is known
  private long lastFailure;
  private long lastFull = System.nanoTime() - QUIET.toNanos();
  private boolean failsProbe;
  private boolean closed;

  /**
   * @param probe whether PostgreSQL answers, accepts writes and has space on its disk; it reports a
   *     read-only server to the consumer
   * @param evictAll replaces every connection of the pool
   */
  Availability(Predicate<Consumer<SQLException>> probe, Runnable evictAll) {
    this.probe = probe;
    this.evictAll = evictAll;
  }

  /** False while PostgreSQL is known to be unusable; true is no guarantee. */
  synchronized boolean isUsable() {
    return !failsProbe && !isWithinQuiet(lastFull);
  }

  /** Decides whether the pool closes a connection after an error. */
  @java.lang.Override // the interface has a type of that name
  public Override adjudicate(SQLException e) {
    if (Outages.isBusy(e)) LOG.warn("a statement failed on a lock or a timeout: {}", describe(e));
    if (Outages.isAway(e)) note(e);
    if (!Outages.isReadOnly(e)) return Override.CONTINUE_EVICT;
    evictAll.run(); // the other connections are to the same server, and read stale data
    return Override.MUST_EVICT;
  }

  /** Records a failure, and starts to probe PostgreSQL. */
  synchronized void note(SQLException e) {
    lastFailure = System.nanoTime();
    if (Outages.isFull(e)) lastFull = lastFailure;
    if (watch != null || closed) return;
    LOG.warn(
        "PostgreSQL fails; requests may be answered with 503 until it works again: {}",
        describe(e));
    var begin = lastFailure;
    watch = new Thread(() -> watch(begin), "database-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static String describe(SQLException e) {
    return e.getSQLState() + " " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private void watch(long begin) {
    try {
      while (!isOver(works(), begin)) Thread.sleep(INTERVAL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private boolean works() {
    try {
      return probe.test(this::adjudicate);
    } catch (RuntimeException e) {
      LOG.debug("cannot probe PostgreSQL", e); // for example interrupted
      return false;
    }
  }

  private synchronized boolean isOver(boolean works, long begin) {
    failsProbe = !works;
    if (closed) return true;
    if (!works || isWithinQuiet(lastFailure)) return false;
    watch = null;
    LOG.info(
        "PostgreSQL works again, after {} s",
        Duration.ofNanos(System.nanoTime() - begin).toSeconds());
    return true;
  }

  private static boolean isWithinQuiet(long moment) {
    return System.nanoTime() - moment < QUIET.toNanos();
  }

  @java.lang.Override
  public synchronized void close() {
    closed = true;
    if (watch != null) watch.interrupt();
  }
}
