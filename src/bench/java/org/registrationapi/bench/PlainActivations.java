package org.registrationapi.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * The minimum work of an activation in PostgreSQL: one conditional UPDATE, by plain JDBC over a
 * pool like the application's. Prints the number per second.
 */
final class PlainActivations {
  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final int MAX_IDS = 500_000;

  private final DataSource pool;
  private final Queue<UUID> pending;
  private final AtomicLong done = new AtomicLong();

  private PlainActivations(DataSource pool) throws SQLException {
    this.pool = pool;
    this.pending = pending(pool);
  }

  /** Arguments: threads, seconds. */
  public static void main(String[] args) throws SQLException {
    try (var pool = PlainApp.pool(System.getenv("DATABASE_URL"))) {
      var activations = new PlainActivations(pool);
      for (int i = 0; i < Integer.parseInt(args[0]); i++) activations.start();
      var duration = Duration.ofSeconds(Long.parseLong(args[1]));
      System.out.println(Meter.rate(activations.done::get, WARM_UP, duration));
      System.out.flush();
      Runtime.getRuntime().halt(0); // the threads are still working
    }
  }

  /** Pending users, the newest first, because the application takes the oldest. */
  private static Queue<UUID> pending(DataSource pool) throws SQLException {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select id from users where server_id = 1 and time_activated is null order by id desc limit "
                    + MAX_IDS)) {
      var found = new ConcurrentLinkedQueue<UUID>();
      while (rows.next()) found.add(rows.getObject(1, UUID.class));
      return found;
    }
  }

  private void start() {
    var thread = new Thread(this::repeat, "activations");
    thread.setDaemon(true);
    thread.start();
  }

  private void repeat() {
    while (true) {
      try {
        activate();
        done.incrementAndGet();
      } catch (SQLException e) {
        System.out.println(e.getMessage());
        Runtime.getRuntime().halt(1);
      }
    }
  }

  private void activate() throws SQLException {
    try (var connection = pool.getConnection();
        var update =
            connection.prepareStatement(
                "update users set time_activated = now(), time_updated = now()"
                    + " where server_id = 1 and id = ? and time_activated is null")) {
      var id = pending.poll();
      if (id == null) throw new SQLException("no pending users are left; give more by -Dusers");
      update.setObject(1, id);
      if (update.executeUpdate() != 1) throw new SQLException("somebody else activated " + id);
    }
  }

  /** The number per second, measured in a separate process. */
  static double perSecond(String url, int threads, Duration duration) {
    var jvm = Jvm.main(PlainActivations.class, "" + threads, "" + duration.toSeconds());
    return Double.parseDouble(jvm.result(Map.of("DATABASE_URL", url)));
  }
}
