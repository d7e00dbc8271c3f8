package org.registrationapi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.registrationapi.database.Database;
import org.registrationapi.database.DatabaseSettings;
import org.registrationapi.embedded.LocalPostgres;
import org.registrationapi.kit.Postgres;
import org.registrationapi.kit.PostgresUrl;
import org.registrationapi.secrets.Secret;

/** One PostgreSQL for all tests of this JVM, and new databases in it. */
public final class TestDatabase {
  /**
   * Durability is not needed: a crash loses nothing that cannot be created again. Nor is a vacuum,
   * which would go through hundreds of small databases.
   */
  private static final Map<String, String> QUICK =
      Map.of(
          "max_connections", "500",
          "fsync", "off",
          "full_page_writes", "off",
          "autovacuum", "off");

  /**
   * So long that they do not end a statement on a busy machine. In a URL they take the place of the
   * application's own.
   */
  private static final String LONG_LIMITS =
      "&loginTimeout=60&socketTimeout=90&options="
          + URLEncoder.encode(
              "-c statement_timeout=60s -c lock_timeout=60s"
                  + " -c idle_in_transaction_session_timeout=60s",
              StandardCharsets.UTF_8);

  private static final KeptConnections CONNECTIONS = new KeptConnections();
  private static final LocalPostgres POSTGRES = start();
  private static final String MIGRATED = migrated();

  private static final List<String> CREATED = new CopyOnWriteArrayList<>();

  private TestDatabase() {}

  /** The JDBC URL of every database that was created. */
  public static List<String> created() {
    return CREATED;
  }

  /** Every row of every table as text; bytes are in hexadecimal and also decoded. */
  public static void dump(String url, Consumer<String> rows) {
    var tables =
        """
        select format('select t::text%s from %I.%I as t',
                 coalesce((select string_agg(format(' || encode(%I, ''escape'')', column_name), '')
                             from information_schema.columns as c
                            where (c.table_schema, c.table_name) = (t.table_schema, t.table_name)
                              and data_type = 'bytea'), ''),
                 table_schema, table_name)
          from information_schema.tables as t
         where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
        """;
    try (var connection = DriverManager.getConnection(url, "postgres", "")) {
      for (var select : column(connection, tables)) column(connection, select).forEach(rows);
    } catch (SQLException e) {
      throw new IllegalStateException(url, e);
    }
  }

  private static List<String> column(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) values.add(String.valueOf(rows.getString(1)));
      return values;
    }
  }

  private static LocalPostgres start() {
    try {
      var directory = Files.createTempDirectory("registration-api-postgresql");
      var postgres = LocalPostgres.start(Postgres.programs(), directory.resolve("files"), QUICK);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres, directory)));
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Nothing waits until the files are deleted: it can take longer than the half minute that Maven
   * gives this JVM to end.
   */
  private static void stop(LocalPostgres postgres, Path directory) {
    postgres.close();
    try {
      new ProcessBuilder("rm", "-rf", directory.toString()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of the database that others are copied from, which is faster than to migrate each. */
  private static String migrated() {
    execute(url("postgres"), "create database migrated");
    Migrations.of(url("migrated")).load().migrate();
    return "migrated";
  }

  /** The JDBC URL of a new database that has been migrated. Limits of time are long. */
  public static String create() {
    return create(" template " + MIGRATED);
  }

  /** The JDBC URL of a new database with nothing in it. Limits of time are long. */
  public static String createEmpty() {
    return create("");
  }

  /** The same URL, so that the application uses its own limits of time. */
  public static String withUsualLimits(String url) {
    return url.replace(LONG_LIMITS, "");
  }

  /** A pool of connections, for services and jobs without the rest of the application. */
  public static Database open(String url) {
    var settings = new DatabaseSettings(Optional.of(url), "postgres", new Secret("none"), 4);
    return Database.open(settings, Path.of("unused"));
  }

  private static String create(String template) {
    var name = "t" + UUID.randomUUID().toString().replace("-", "");
    if (CitusCluster.isAsked()) return CitusCluster.ofEnvironment().create(name);
    execute(url("postgres"), "create database " + name + template);
    CREATED.add(url(name));
    return url(name);
  }

  public static void execute(String url, String sql) {
    use(
        url,
        sql,
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  /** The first column of the first row, as text. */
  public static String query(String url, String sql) {
    return use(
        url,
        sql,
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
          }
        });
  }

  /** Another PostgreSQL may be stopped by its test, so connections to it are not kept. */
  private static <T> T use(String url, String sql, KeptConnections.Work<T> work) {
    try {
      if (url.startsWith(POSTGRES.url(""))) return CONNECTIONS.use(url, work);
      try (var connection = DriverManager.getConnection(url, "postgres", "")) {
        return work.apply(connection);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static String url(String database) {
    return PostgresUrl.of(POSTGRES, database) + LONG_LIMITS;
  }
}
