package org.registrationapi.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * An existing Citus cluster for tests. The environment variable CITUS_URL is the JDBC URL of a
 * database on its coordinator, which knows the workers. The role postgres is a superuser on every
 * machine and needs no password.
 */
public final class CitusCluster {
  /** Citus copies roles to a new worker; two copies at once conflict. */
  private static final String LOCK = "select pg_advisory_lock(1)";

  private final String url;

  private CitusCluster(String url) {
    this.url = url;
  }

  /** Whether the tests run on a cluster, as the profile citus sets it. */
  public static boolean isAsked() {
    return Boolean.getBoolean("citus");
  }

  /** The cluster of the environment. */
  public static CitusCluster ofEnvironment() {
    return new CitusCluster(System.getenv("CITUS_URL"));
  }

  /**
   * The JDBC URL of a new database, migrated and distributed. It is dropped when this JVM ends,
   * because Citus keeps a process and three connections for each database on each machine.
   */
  public String create(String name) {
    var created = url.substring(0, url.lastIndexOf('/') + 1) + name;
    try (var connection = connect(url)) {
      var workers = workers(connection);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> drop(workers, name)));
      execute(connection, LOCK); // ends with the connection
      createEmpty(connection, workers, name);
      migrate(created);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("cannot make a database on " + url, e);
    }
    return created;
  }

  private void drop(List<Node> workers, String name) {
    var machines = new ArrayList<>(List.of(url));
    for (var worker : workers) machines.add(worker.url("postgres"));
    for (var machine : machines)
      try (var connection = connect(machine)) {
        execute(connection, "drop database if exists " + name + " with (force)");
      } catch (SQLException e) {
        throw new IllegalStateException("cannot drop the database " + name + " of " + machine, e);
      }
  }

  private record Node(String host, int port) {
    String url(String database) {
      return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }
  }

  private static List<Node> workers(Connection connection) throws SQLException {
    var workers = new ArrayList<Node>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select node_name, node_port from citus_get_active_worker_nodes()")) {
      while (rows.next()) workers.add(new Node(rows.getString(1), rows.getInt(2)));
    }
    if (workers.isEmpty()) throw new IllegalStateException("this coordinator has no workers");
    return workers;
  }

  private void createEmpty(Connection coordinator, List<Node> workers, String name)
      throws SQLException {
    execute(coordinator, "create database " + name);
    for (var worker : workers) {
      try (var connection = connect(worker.url("postgres"))) {
        execute(connection, "create database " + name);
      }
      try (var connection = connect(worker.url(name))) {
        execute(connection, "create extension citus");
      }
    }
    var server = URI.create(url.substring("jdbc:".length()));
    try (var connection = connect(url.substring(0, url.lastIndexOf('/') + 1) + name)) {
      execute(connection, "create extension citus");
      execute(
          connection,
          "select citus_set_coordinator_host('%s', %d)"
              .formatted(server.getHost(), server.getPort()));
      for (var worker : workers)
        execute(connection, "select citus_add_node('%s', %d)".formatted(worker.host, worker.port));
    }
  }

  private static void migrate(String url) throws SQLException, IOException {
    Migrations.of(url).load().migrate();
    try (var connection = connect(url)) {
      execute(connection, Files.readString(Path.of("sql/citus/distribute.sql")));
    }
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, "postgres", "");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
