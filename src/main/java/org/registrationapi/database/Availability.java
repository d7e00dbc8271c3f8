package org.registrationapi.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether PostgreSQL can be worked with. It hears of every failure of a connection or statement;
 * from the first one on it asks PostgreSQL itself, twice a second, until that is well again. The
 * log has one line at the beginning of the trouble and one at its end, however many requests suffer
 * from it.
 */
final class Availability implements SQLExceptionOverride, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Availability.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** After the last failure. Also how long a disk that was full for a request counts as full. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final Predicate<Consumer<SQLException>> probe;
  private final Runnable evictAll;
  private Thread watch; // null: no trouble is known
  private long lastFailure;
  private long lastFull = System.nanoTime() - QUIET.toNanos();
  private boolean failsProbe;
  private boolean closed;

  /**
   * @param probe whether PostgreSQL answers, takes writes and has room on its disk; it tells us of
   *     a server that takes none
   * @param evictAll has every connection replaced
   */
  Availability(Predicate<Consumer<SQLException>> probe, Runnable evictAll) {
    this.probe = probe;
    this.evictAll = evictAll;
  }

  /** False while PostgreSQL is known to be unfit for work; true does not promise much. */
  synchronized boolean isFit() {
    return !failsProbe && !isWithinQuiet(lastFull);
  }

  /** What follows for a connection from what went wrong on it. */
  @java.lang.Override // the interface has a type of that name
  public Override adjudicate(SQLException e) {
    if (Outages.isBusy(e)) LOG.warn("a statement was given up: {}", describe(e));
    if (Outages.isAway(e)) note(e);
    if (!Outages.isReadOnly(e)) return Override.CONTINUE_EVICT;
    evictAll.run(); // the others lead to the same server, and read what is no longer true
    return Override.MUST_EVICT;
  }

  /** Hears of a failure, and looks after it. */
  synchronized void note(SQLException e) {
    lastFailure = System.nanoTime();
    if (Outages.isFull(e)) lastFull = lastFailure;
    if (watch != null || closed) return;
    LOG.warn(
        "PostgreSQL is in trouble, requests may be answered 503 until it is over: {}", describe(e));
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
      LOG.debug("cannot ask PostgreSQL", e); // interrupted, say
      return false;
    }
  }

  private synchronized boolean isOver(boolean works, long begin) {
    failsProbe = !works;
    if (closed) return true;
    if (!works || isWithinQuiet(lastFailure)) return false;
    watch = null;
    LOG.info(
        "PostgreSQL is well again, after {} s",
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
