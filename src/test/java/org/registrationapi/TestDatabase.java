package org.registrationapi;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** One real PostgreSQL for the whole test run, and a new empty database in it for whoever asks. */
final class TestDatabase {
  private static final EmbeddedPostgres POSTGRES = start();

  private static final List<String> CREATED = new CopyOnWriteArrayList<>();

  private TestDatabase() {}

  /** The JDBC URL of every database that was created. */
  static List<String> created() {
    return CREATED;
  }

  /** Every row of every table as text; what is bytes in hexadecimal, and once more decoded. */
  static void dump(String url, Consumer<String> rows) {
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

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JDBC URL of a new empty database. */
  static String create() {
    var name = "t" + UUID.randomUUID().toString().replace("-", "");
    execute(url("postgres"), "create database " + name);
    CREATED.add(url(name));
    return url(name);
  }

  static void execute(String url, String sql) {
    try (var connection = DriverManager.getConnection(url, "postgres", "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of the first row, as text. */
  static String query(String url, String sql) {
    try (var connection = DriverManager.getConnection(url, "postgres", "");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + POSTGRES.getPort() + "/" + database;
  }
}
