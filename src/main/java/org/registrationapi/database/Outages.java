package org.registrationapi.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;

/** Tells a database that is away from a statement that is wrong. */
public final class Outages {
  /**
   * SQLSTATE classes and codes of PostgreSQL, appendix A, that go away by themselves or by the
   * operator's hand.
   */
  private static final List<String> STATES =
      List.of(
          "08", // connection exceptions
          "57P", // shutting down, crashed, starting up
          "25006", // read-only: a standby, or a primary being demoted
          "53300", // too many connections
          "53100", // disk full
          "40P01", // a deadlock, in which somebody else won
          "40001"); // the same, seen by a serializable transaction

  private Outages() {}

  /** Whether this was caused by a database that cannot be reached or cannot write now. */
  public static boolean isOutage(Throwable e) {
    for (var cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException) return true; // the pool's own timeout
      if (cause instanceof SQLException sql && isOutageState(sql.getSQLState())) return true;
    }
    return false;
  }

  private static boolean isOutageState(String state) {
    return state != null && STATES.stream().anyMatch(state::startsWith);
  }
}
