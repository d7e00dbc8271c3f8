package org.registrationapi.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Connections that stay open for the next statement. A test that waits for a row asks fifty times a
 * second, and opening a connection takes longer than most statements.
 */
final class KeptConnections {
  private static final int MOST = 16;
  private static final int SECONDS_TO_ANSWER = 60;

  /** The one used last is the first. */
  private final Deque<Kept> unused = new ArrayDeque<>();

  private record Kept(String url, Connection connection) {}

  /** Work with a connection. */
  interface Work<T> {
    T apply(Connection connection) throws SQLException;
  }

  /** Does the work on a connection to this database, which is closed if the work fails. */
  <T> T use(String url, Work<T> work) throws SQLException {
    var connection = take(url);
    try {
      var result = work.apply(connection);
      keep(new Kept(url, connection));
      return result;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private Connection take(String url) throws SQLException {
    for (var kept = find(url); kept != null; kept = find(url)) {
      if (kept.connection().isValid(SECONDS_TO_ANSWER)) return kept.connection();
      kept.connection().close(); // PostgreSQL has ended it
    }
    return DriverManager.getConnection(url, "postgres", "");
  }

  /** Removes and returns an unused connection; null if there is none. */
  private synchronized Kept find(String url) {
    for (var each = unused.iterator(); each.hasNext(); ) {
      var kept = each.next();
      if (!kept.url().equals(url)) continue;
      each.remove();
      return kept;
    }
    return null;
  }

  private synchronized void keep(Kept kept) throws SQLException {
    unused.addFirst(kept);
    if (unused.size() > MOST) unused.removeLast().connection().close();
  }
}
