package org.registrationapi.database;

import com.zaxxer.hikari.HikariConfig;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGProperty;

/**
 * How long anything may wait for PostgreSQL. A request waits for a connection and then for a
 * statement, and both together end within 3 s, so that the caller gets a 503 by then. Where both
 * ends limit a wait, the server's limit is shorter: its error is clear, and the connection stays.
 */
public final class Timeouts {
  /** Waiting for a connection of the pool. */
  private static final Duration POOL = Duration.ofMillis(950);

  /** Asking a connection that has lain idle whether it still lives, before it is given away. */
  private static final Duration VALIDATION = Duration.ofMillis(500);

  /** An idle connection is asked this often, so that a cut one is found by us and not a request. */
  private static final Duration KEEPALIVE = Duration.ofSeconds(30);

  /** Nothing lives forever: a connection to a machine that a name no longer means, say. */
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  /** How long a start waits for a PostgreSQL that is itself starting. */
  private static final Duration START = Duration.ofSeconds(30);

  /** A host that swallows packets; for each host in the URL. */
  private static final Duration CONNECT = Duration.ofSeconds(1);

  /** Connecting, TLS and authentication together: each alone may be slow, but not all. */
  private static final Duration LOGIN = Duration.ofSeconds(3);

  /** A server that hangs, or a network that has gone silent. */
  private static final Duration SOCKET = Duration.ofMillis(1600);

  /** A statement of a request. */
  private static final Duration STATEMENT = Duration.ofMillis(1500);

  /** Waiting for somebody else's row; longer than PostgreSQL takes to find a deadlock (1 s). */
  private static final Duration LOCK = Duration.ofMillis(1250);

  /**
   * Nothing slow happens inside our transactions: one that is silent for so long has lost us, and
   * must not keep the rows that the same request, sent again, waits for.
   */
  private static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(3);

  /** Sending a cancellation, which takes a connection of its own. */
  private static final Duration CANCEL = Duration.ofSeconds(1);

  /** After which a host's role is asked for again, if the URL has several. */
  private static final Duration ROLE = Duration.ofSeconds(2);

  /** A statement that goes through many rows, for the operator or at night. */
  private static final Duration PATIENT_STATEMENT = Duration.ofSeconds(20);

  private static final Duration PATIENT_SOCKET = Duration.ofSeconds(22);

  private Timeouts() {}

  static void ofPool(HikariConfig config) {
    config.setConnectionTimeout(POOL.toMillis());
    config.setValidationTimeout(VALIDATION.toMillis());
    config.setKeepaliveTime(KEEPALIVE.toMillis());
    config.setMaxLifetime(LIFETIME.toMillis());
    config.setInitializationFailTimeout(START.toMillis());
  }

  /** Of every connection. What the URL says of the same, it says on purpose: that stays. */
  static void ofConnection(PostgresSource source) {
    source.setUnlessInUrl(PGProperty.CONNECT_TIMEOUT, CONNECT.toSeconds());
    source.setUnlessInUrl(PGProperty.LOGIN_TIMEOUT, LOGIN.toSeconds());
    source.setUnlessInUrl(PGProperty.CANCEL_SIGNAL_TIMEOUT, CANCEL.toSeconds());
    source.setUnlessInUrl(PGProperty.HOST_RECHECK_SECONDS, ROLE.toSeconds());
    source.setUnlessInUrl(PGProperty.TCP_KEEP_ALIVE, true);
  }

  /** Of a connection that serves requests. Migrations have none of these: they take their time. */
  static void ofRequests(PostgresSource source) {
    source.limitAnswers(SOCKET);
    source.setUnlessInUrl(
        PGProperty.OPTIONS,
        "-c statement_timeout=%d -c lock_timeout=%d -c idle_in_transaction_session_timeout=%d"
            .formatted(STATEMENT.toMillis(), LOCK.toMillis(), IDLE_IN_TRANSACTION.toMillis()));
  }

  /**
   * Gives the statements of a transaction that go through many rows 20 s each. A PostgreSQL that is
   * away is still noticed at once: this itself asks it under the usual limits.
   */
  public static void patient(Handle tx) {
    tx.attach(SessionDao.class).limitStatements(PATIENT_STATEMENT.toMillis() + "ms");
    try {
      tx.getConnection().setNetworkTimeout(Runnable::run, (int) PATIENT_SOCKET.toMillis());
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }
}
