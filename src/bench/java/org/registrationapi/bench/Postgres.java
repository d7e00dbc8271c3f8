package org.registrationapi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.registrationapi.embedded.LocalPostgres;
import org.registrationapi.embedded.PostgresPrograms;
import org.registrationapi.kit.PostgresUrl;

/**
 * A PostgreSQL in its own process, which the application uses by its URL. Loaded data stays for the
 * next run.
 */
final class Postgres implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  /** Settings as in production: durable, with a share of the memory. */
  private static final Map<String, String> SAFE =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "shared_buffers", "512MB",
          "max_wal_size", "4GB",
          "max_connections", "100");

  /** Settings for loading only: data lost in a crash is loaded again. */
  private static final Map<String, String> QUICK =
      Map.of(
          "fsync", "off",
          "full_page_writes", "off",
          "wal_level", "minimal",
          "max_wal_senders", "0",
          "max_wal_size", "16GB",
          "shared_buffers", "512MB",
          "maintenance_work_mem", "512MB",
          "autovacuum", "off");

  private final LocalPostgres process;

  private Postgres(LocalPostgres process) {
    this.process = process;
  }

  /** Starts it with the settings for measurements. */
  static Postgres start() {
    return start(SAFE);
  }

  /** Starts it with the settings for loading. */
  static Postgres startToLoad() {
    return start(QUICK);
  }

  private static Postgres start(Map<String, String> settings) {
    var directory = Options.directory().resolve("postgresql");
    try {
      var programs = PostgresPrograms.unpack(directory.resolve("binaries"));
      return new Postgres(LocalPostgres.start(programs, directory.resolve("data"), settings));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "PostgreSQL does not start in " + directory + "; is one of a killed run still running?",
          e);
    }
  }

  /** The JDBC URL of a database. */
  String url(String database) {
    return PostgresUrl.of(process, database);
  }

  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), "postgres", "");
  }

  boolean has(String database) {
    return !query("postgres", "select 1 from pg_database where datname = '" + database + "'")
        .isEmpty();
  }

  /** A new empty database; an older one of that name is dropped. */
  void create(String database) {
    drop(database);
    execute("postgres", "create database " + checked(database));
  }

  /** Copies a database, for benchmarks that change it. */
  void copy(String from, String to) {
    drop(to);
    execute(
        "postgres",
        "create database " + checked(to) + " template " + checked(from) + " strategy file_copy");
    execute("postgres", "checkpoint");
  }

  void drop(String database) {
    execute("postgres", "drop database if exists " + checked(database) + " with (force)");
  }

  private static String checked(String database) {
    if (!NAME.matcher(database).matches()) throw new IllegalArgumentException(database);
    return database;
  }

  void execute(String database, String... statements) {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      for (var sql : statements) statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(String.join("; ", statements), e);
    }
  }

  /** Every row's columns, as text. */
  List<List<String>> query(String database, String sql) {
    try (var connection = connect(database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var result = new ArrayList<List<String>>();
      while (rows.next()) {
        var row = new ArrayList<String>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) row.add(rows.getString(i));
        result.add(row);
      }
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The single number that a query returns. */
  long number(String database, String sql) {
    return Long.parseLong(query(database, sql).get(0).get(0));
  }

  /** The version of the server. */
  String version() {
    return query("postgres", "show server_version").get(0).get(0);
  }

  @Override
  public void close() {
    process.close();
  }

  /** The directory of its files. */
  static Path directory() {
    return Options.directory().resolve("postgresql");
  }
}
