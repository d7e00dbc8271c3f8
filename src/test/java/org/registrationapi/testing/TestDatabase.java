package org.registrationapi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.registrationapi.embedded.LocalPostgres;
import org.registrationapi.kit.FileTrees;
import org.registrationapi.kit.Postgres;
import org.registrationapi.kit.PostgresUrl;

/** One PostgreSQL for all tests of this JVM, and new databases in it. */
public final class TestDatabase {
  /** Durability is not needed: a crash loses nothing that cannot be created again. */
  private static final Map<String, String> QUICK =
      Map.of("max_connections", "300", "fsync", "off", "full_page_writes", "off");

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

  private static void stop(LocalPostgres postgres, Path directory) {
    postgres.close();
    try {
      FileTrees.delete(directory);
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

  /** The JDBC URL of a new database that has been migrated. */
  public static String create() {
    return create(" template " + MIGRATED);
  }

  /** The JDBC URL of a new database with nothing in it. */
  public static String createEmpty() {
    return create("");
  }

  private static String create(String template) {
    var name = "t" + UUID.randomUUID().toString().replace("-", "");
    if (CitusCluster.isAsked()) return CitusCluster.ofEnvironment().create(name);
    execute(url("postgres"), "create database " + name + template);
    CREATED.add(url(name));
    return url(name);
  }

  public static void execute(String url, String sql) {
    try (var connection = DriverManager.getConnection(url, "postgres", "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of the first row, as text. */
  public static String query(String url, String sql) {
    try (var connection = DriverManager.getConnection(url, "postgres", "");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static String url(String database) {
    return PostgresUrl.of(POSTGRES, database);
  }
}
