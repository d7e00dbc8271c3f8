package org.registrationapi.bench;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * The least that a registration or an activation asks of PostgreSQL, by plain JDBC over a pool like
 * the application's: prints how many a second.
 */
final class PlainWrites {
  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final int MAX_IDS = 500_000;
  private static final String HASH = "$argon2id$v=19$m=19456,t=2,p=1$" + "A".repeat(66);

  private final DataSource pool;
  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
  private final Queue<UUID> pending;
  private final AtomicLong done = new AtomicLong();

  private PlainWrites(DataSource pool, Queue<UUID> pending) {
    this.pool = pool;
    this.pending = pending;
  }

  /** One piece of work on a connection. */
  private interface Work {
    void on(Connection connection) throws SQLException;
  }

  /** Arguments: insert or activate, threads, seconds. */
  public static void main(String[] args) throws SQLException {
    try (var pool = PlainApp.pool(System.getenv("DATABASE_URL"))) {
      var isInsert = args[0].equals("insert");
      var writes = new PlainWrites(pool, isInsert ? new ArrayDeque<>() : pending(pool));
      Work work = isInsert ? writes::insert : writes::activate;
      for (int i = 0; i < Integer.parseInt(args[1]); i++) writes.start(work);
      var duration = Duration.ofSeconds(Long.parseLong(args[2]));
      System.out.println(Meter.rate(writes.done::get, WARM_UP, duration));
      System.out.flush();
      Runtime.getRuntime().halt(0); // the threads are in the middle of their work
    }
  }

  /** The newest first: the application takes the oldest. */
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

  private void start(Work work) {
    var thread = new Thread(() -> repeat(work), "writer");
    thread.setDaemon(true);
    thread.start();
  }

  private void repeat(Work work) {
    while (true) {
      try (var connection = pool.getConnection()) {
        work.on(connection);
        done.incrementAndGet();
      } catch (SQLException e) {
        System.out.println(e.getMessage());
        Runtime.getRuntime().halt(1);
      }
    }
  }

  /** One transaction of two rows. */
  private void insert(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (var user =
            connection.prepareStatement(
                "insert into users (server_id, id, email, email_key, password_hash, first_name)"
                    + " values (1, ?, ?, ?, ?, 'Grace')");
        var mail =
            connection.prepareStatement(
                "insert into mails (server_id, id, user_id, kind, recipient, status)"
                    + " values (1, ?, ?, 'validation', ?, 'sent')")) {
      var id = ids.generate();
      var email = "plain." + id + "@example.com";
      user.setObject(1, id);
      user.setString(2, email);
      user.setString(3, email);
      user.setString(4, HASH);
      user.executeUpdate();
      mail.setObject(1, ids.generate());
      mail.setObject(2, id);
      mail.setString(3, email);
      mail.executeUpdate();
      connection.commit();
    }
  }

  /** One conditional UPDATE. */
  private void activate(Connection connection) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update users set time_activated = now(), time_updated = now()"
                + " where server_id = 1 and id = ? and time_activated is null")) {
      var id = pending.poll();
      if (id == null) throw new SQLException("no pending users are left; give more by -Dusers");
      update.setObject(1, id);
      if (update.executeUpdate() != 1) throw new SQLException("somebody else activated " + id);
    }
  }

  /** How many a second, in a process of its own. */
  static double perSecond(String url, String what, int threads, Duration duration) {
    var arguments = List.of(what, "" + threads, "" + duration.toSeconds());
    try (var jvm = Jvm.main(PlainWrites.class.getName(), arguments, Map.of("DATABASE_URL", url))) {
      return Double.parseDouble(jvm.result().strip());
    }
  }
}
