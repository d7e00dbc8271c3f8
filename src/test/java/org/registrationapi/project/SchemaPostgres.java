package org.registrationapi.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.registrationapi.embedded.LocalPostgres;
import org.registrationapi.kit.FileTrees;
import org.registrationapi.kit.Postgres;
import org.registrationapi.kit.PostgresUrl;
import org.registrationapi.testing.Migrations;

/** A PostgreSQL for schemas; its databases have no rows. */
final class SchemaPostgres implements AutoCloseable {
  /** Durability is not needed: a crash loses nothing that cannot be created again. */
  private static final Map<String, String> QUICK = Map.of("fsync", "off");

  private final Path directory;
  private final LocalPostgres postgres;

  private SchemaPostgres(Path directory, LocalPostgres postgres) {
    this.directory = directory;
    this.postgres = postgres;
  }

  static SchemaPostgres start() throws IOException {
    var directory = Files.createTempDirectory("registration-api-schema");
    var files = directory.resolve("files");
    return new SchemaPostgres(directory, LocalPostgres.start(Postgres.programs(), files, QUICK));
  }

  /** The schema after the migrations. Call it once. */
  Schema migrated() {
    var url = create("migrated");
    Migrations.of(url).load().migrate();
    return Schema.of(jdbi(url));
  }

  /** The schema after a script. Call it once. */
  Schema made(String script) throws SQLException {
    var url = create("made");
    try (var connection = DriverManager.getConnection(url, "postgres", "");
        var statement = connection.createStatement()) {
      statement.execute(script);
    }
    return Schema.of(jdbi(url));
  }

  private String create(String name) {
    jdbi(PostgresUrl.of(postgres, "postgres"))
        .useHandle(handle -> handle.execute("create database " + name));
    return PostgresUrl.of(postgres, name);
  }

  private static Jdbi jdbi(String url) {
    return Jdbi.create(url, "postgres", "").installPlugin(new SqlObjectPlugin());
  }

  @Override
  public void close() throws IOException {
    postgres.close();
    FileTrees.delete(directory);
  }
}
