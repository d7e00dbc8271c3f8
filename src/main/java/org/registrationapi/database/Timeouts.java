package org.registrationapi.database;

import com.zaxxer.hikari.HikariConfig;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGProperty;

/**
 * The timeouts for PostgreSQL. A request waits for a connection and then for a statement; both
 * together end within 3 s, so that the caller gets a 503 by then. Where client and server both
 * limit a wait, the server's limit is shorter: its error is clear, and the connection stays open.
 */
public final class Timeouts {
  /** Waiting for a connection of the pool. */
  private static final Duration POOL = Duration.ofMillis(950);

  /** Checking an idle connection before it is used. */
  private static final Duration VALIDATION = Duration.ofMillis(500);

  /** How often an idle connection is checked, so that no request gets a broken one. */
  private static final Duration KEEPALIVE = Duration.ofSeconds(30);

  /** The maximum age of a connection, so that a changed DNS entry takes effect. */
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  /** How long a start waits for a PostgreSQL that is itself starting. */
  static final Duration START = Duration.ofSeconds(30);

  /** How long a command waits for PostgreSQL: a person waits for it. */
  static final Duration COMMAND = Duration.ofSeconds(5);

  /** For a host that drops packets; for each host in the URL. */
  private static final Duration CONNECT = Duration.ofSeconds(1);

  /** Connecting, TLS and authentication together: each alone may be slow, but not all. */
  private static final Duration LOGIN = Duration.ofSeconds(3);

  /** For a server that hangs or a network that is down. */
  private static final Duration SOCKET = Duration.ofMillis(1600);

  /** A statement of a request. */
  private static final Duration STATEMENT = Duration.ofMillis(1500);

  /** Waiting for a lock; longer than PostgreSQL takes to detect a deadlock (1 s). */
  private static final Duration LOCK = Duration.ofMillis(1250);

  /**
   * Nothing slow happens inside our transactions. If one is idle for this long, its client is gone,
   * and it must not keep locks that a retry of the same request waits for.
   */
  private static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(3);

  /** Sending a cancellation, which takes a connection of its own. */
  private static final Duration CANCEL = Duration.ofSeconds(1);

  /** How often a host's role is checked again, if the URL has several hosts. */
  private static final Duration ROLE = Duration.ofSeconds(2);

  /** A statement that reads many rows, for the operator or a background job. */
  private static final Duration LONG_STATEMENT = Duration.ofSeconds(20);

  private static final Duration LONG_SOCKET = Duration.ofSeconds(22);

  private Timeouts() {}

  /**
   * @param start how long to wait for the first connection
   */
  static void ofPool(HikariConfig config, Duration start) {
    config.setConnectionTimeout(POOL.toMillis());
    config.setValidationTimeout(VALIDATION.toMillis());
    config.setKeepaliveTime(KEEPALIVE.toMillis());
    config.setMaxLifetime(LIFETIME.toMillis());
    config.setInitializationFailTimeout(start.toMillis());
  }

  /** Timeouts of every connection; those in the URL take precedence. */
  static void ofConnection(PostgresSource source) {
    source.setUnlessInUrl(PGProperty.CONNECT_TIMEOUT, CONNECT.toSeconds());
    source.setUnlessInUrl(PGProperty.LOGIN_TIMEOUT, LOGIN.toSeconds());
    source.setUnlessInUrl(PGProperty.CANCEL_SIGNAL_TIMEOUT, CANCEL.toSeconds());
    source.setUnlessInUrl(PGProperty.HOST_RECHECK_SECONDS, ROLE.toSeconds());
    source.setUnlessInUrl(PGProperty.TCP_KEEP_ALIVE, true);
  }

  /** Timeouts of a connection that serves requests. Migrations have no such limits. */
  static void ofRequests(PostgresSource source) {
    source.limitAnswers(SOCKET);
    source.setUnlessInUrl(
        PGProperty.OPTIONS,
        "-c statement_timeout=%d -c lock_timeout=%d -c idle_in_transaction_session_timeout=%d"
            .formatted(STATEMENT.toMillis(), LOCK.toMillis(), IDLE_IN_TRANSACTION.toMillis()));
  }

  /**
   * Allows each statement of this transaction 20 s, for statements that read many rows. An
   * unavailable PostgreSQL is still detected at once, because this call itself has the usual
   * limits.
   */
  public static void allowLongStatements(Handle tx) {
    tx.attach(SessionDao.class).limitStatements(LONG_STATEMENT.toMillis() + "ms");
    allowLongAnswers(tx);
  }

  /**
   * Allows each statement of this transaction, each wait for a lock and each pause between two
   * statements 20 s. For the start: several instances may start at once, and on a busy machine the
   * JVM may take seconds to load the classes of the next statement.
   */
  public static void allowSlowStart(Handle tx) {
    tx.attach(SessionDao.class).limitEverything(LONG_STATEMENT.toMillis() + "ms");
    allowLongAnswers(tx);
  }

  private static void allowLongAnswers(Handle tx) {
    try {
      tx.getConnection().setNetworkTimeout(Runnable::run, (int) LONG_SOCKET.toMillis());
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }
}
