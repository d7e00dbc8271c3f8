package org.registrationapi.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;

/**
 * Distinguishes an unavailable database from a wrong statement, by SQLSTATE (PostgreSQL, appendix
 * A).
 */
public final class Outages {
  /** The whole database is affected. */
  private static final List<String> AWAY =
      List.of(
          "08", // connection exceptions
          "57P", // shutting down, crashed, starting up
          "25006", // read-only: a standby, or a primary that was fenced
          "53"); // no disk space, no connections, no memory

  /** One statement is affected; a retry may succeed. */
  private static final List<String> BUSY =
      List.of(
          "40P01", // a deadlock, resolved in favour of another transaction
          "40001", // a serialization failure
          "55P03", // another transaction held a lock too long
          "57014", // statement timeout
          "25P03"); // the transaction was idle too long

  private Outages() {}

  /** Whether the cause is a database that currently cannot be reached or cannot write. */
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

  /** Whether the connection is to a server that is not the primary any more. */
  static boolean isReadOnly(SQLException e) {
    return "25006".equals(e.getSQLState());
  }

  /** Whether the disk is full, which only a write detects. */
  static boolean isFull(SQLException e) {
    return "53100".equals(e.getSQLState());
  }

  private static boolean isAmong(List<String> states, String state) {
    return state != null && states.stream().anyMatch(state::startsWith);
  }
}
