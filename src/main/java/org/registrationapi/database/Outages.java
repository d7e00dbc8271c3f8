package org.registrationapi.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;

/**
 * Tells a database that is away from a statement that is wrong, by SQLSTATE: PostgreSQL, appendix
 * A.
 */
public final class Outages {
  /** The whole database is concerned. */
  private static final List<String> AWAY =
      List.of(
          "08", // connection exceptions
          "57P", // shutting down, crashed, starting up
          "25006", // read-only: a standby, or a primary that was fenced
          "53"); // no room on the disk, no connections, no memory

  /** One statement is concerned; the same may go well in a moment. */
  private static final List<String> BUSY =
      List.of(
          "40P01", // a deadlock, in which somebody else won
          "40001", // the same, seen by a serializable transaction
          "55P03", // somebody else's row was not let go of in time
          "57014", // it took too long
          "25P03"); // we fell silent in a transaction for too long

  private Outages() {}

  /** Whether this was caused by a database that cannot be reached or cannot write now. */
  public static boolean isOutage(Throwable e) {
    for (var cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException) return true; // the pool's own timeout
      if (cause instanceof SQLException sql && (isAway(sql) || isBusy(sql))) return true;
    }
    return false;
  }

  static boolean isAway(SQLException e) {
    return isAmong(AWAY, e.getSQLState());
  }

  static boolean isBusy(SQLException e) {
    return isAmong(BUSY, e.getSQLState());
  }

  /** A connection to a server that is no longer the one to talk to. */
  static boolean isReadOnly(SQLException e) {
    return "25006".equals(e.getSQLState());
  }

  /** What only writing finds out. */
  static boolean isFull(SQLException e) {
    return "53100".equals(e.getSQLState());
  }

  private static boolean isAmong(List<String> states, String state) {
    return state != null && states.stream().anyMatch(state::startsWith);
  }
}
