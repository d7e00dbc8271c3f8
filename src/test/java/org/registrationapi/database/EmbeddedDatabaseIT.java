package org.registrationapi.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.registrationapi.embedded.LocalPostgres;
import org.registrationapi.kit.AppProcess;
import org.registrationapi.kit.Postgres;
import org.registrationapi.kit.PostgresUrl;
import org.registrationapi.secrets.OwnerOnly;
import org.registrationapi.secrets.Secret;
import org.registrationapi.testing.Migrations;
import org.registrationapi.testing.TestDatabase;

/** Other users of the machine cannot use or change the embedded database. */
@Execution(ExecutionMode.CONCURRENT)
class EmbeddedDatabaseIT {
  private static final DatabaseSettings NONE =
      new DatabaseSettings(Optional.empty(), "postgres", new Secret(""), 2);

  /** What initdb wrote for earlier versions. */
  private static final String TRUST =
      """
      local   all             all                                     trust
      host    all             all             127.0.0.1/32            trust
      """;

  @TempDir private Path directory;
  private Path data;

  @BeforeEach
  void use_unpacked_programs() throws IOException {
    data = directory.resolve("data");
    OwnerOnly.createDirectories(data);
    Files.createSymbolicLink(data.resolve("binaries"), Postgres.directory());
  }

  private static String query(EmbeddedDatabase database, String sql) {
    return TestDatabase.query(urlWithPassword(database), sql);
  }

  private static String urlWithPassword(EmbeddedDatabase database) {
    var settings = database.signIn(NONE);
    var login = "?user=" + settings.user() + "&password=" + settings.password().value();
    return settings.url().orElseThrow() + login;
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void setMode(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  @Tag("long")
  void only_the_owner_can_use_any_file_with_any_umask_and_DATA_DIR() throws IOException {
    Files.delete(data.resolve("binaries"));
    setMode(data, "rwxr-xr-x");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var main = List.of("-cp", System.getProperty("java.class.path"), "org.registrationapi.Main");
    var command = new ArrayList<>(List.of("sh", "-c", "umask 0; exec \"$@\"", "sh", java));
    command.addAll(main);
    var settings = Map.of("DATA_DIR", data.toString());
    var output = directory.resolve("output");
    try (var run = AppProcess.start(command, Path.of("").toAbsolutePath(), settings, output)) {
      run.awaitBanner();
      var open = new ArrayList<String>();
      try (var files = Files.walk(data)) {
        for (var file : files.filter(path -> !path.equals(data)).toList())
          if (!Files.isSymbolicLink(file) && !mode(file).endsWith("------"))
            open.add(mode(file) + " " + file);
      }
      assertThat(open).isEmpty();
      assertThat(data.resolve("binaries")).isNotEmptyDirectory();
    }
  }

  @Test
  void a_connection_without_the_password_is_refused() {
    try (var database = EmbeddedDatabase.start(data)) {
      var url = database.signIn(NONE).url().orElseThrow();
      for (var user : List.of("postgres", "registration_api"))
        for (var password : List.of("", user)) {
          var refused =
              catchThrowableOfType(
                  SQLException.class,
                  () -> DriverManager.getConnection(url, user, password).close());

          assertThat(refused.getSQLState())
              .as("%s with password '%s'", user, password)
              .isIn("28P01", "08004"); // wrong, or none
        }
    }
  }

  @Test
  void the_application_signs_in_as_no_superuser_by_SCRAM_and_there_is_no_socket_file()
      throws IOException {
    try (var database = EmbeddedDatabase.start(data)) {
      assertThat(
              query(
                  database,
                  "select current_user || rolsuper from pg_roles where rolname = current_user"))
          .isEqualTo("registration_apifalse");
      var socketDirectory = Files.readAllLines(data.resolve("postgresql/postmaster.pid")).get(4);
      assertThat(socketDirectory).isEmpty();
      assertThat(Files.readString(data.resolve("postgresql/pg_hba.conf")).lines())
          .filteredOn(line -> !line.startsWith("#"))
          .allMatch(line -> line.endsWith("127.0.0.1/32 scram-sha-256"));
      assertThat(mode(data.resolve("postgresql-password"))).isEqualTo("rw-------");
    }
  }

  @Test
  void files_of_an_earlier_version_keep_their_data_and_no_longer_trust() throws IOException {
    try (var old = oldPostgres()) {
      var url = PostgresUrl.of(old, "postgres");
      Migrations.of(url).load().migrate();
      TestDatabase.execute(
          url, "insert into servers (name, display_name, locale) values ('kept', 'Kept', 'en')");
    }
    forgetPassword();

    for (int start = 1; start <= 2; start++) {
      try (var database = Database.open(NONE, data)) {
        assertThat(names(database)).containsExactly("kept");
      }
    }
    try (var database = EmbeddedDatabase.start(data)) {
      var owners =
          "select string_agg(distinct tableowner, ' ') from pg_tables where schemaname = 'public'";
      assertThat(query(database, owners)).isEqualTo("registration_api");
      TestDatabase.execute(urlWithPassword(database), "alter table servers add column more int");
      var url = database.signIn(NONE).url().orElseThrow();
      assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "").close())
          .isInstanceOf(SQLException.class);
    }
  }

  private LocalPostgres oldPostgres() throws IOException {
    return LocalPostgres.start(Postgres.programs(), data.resolve("postgresql"), Map.of());
  }

  private void forgetPassword() throws IOException {
    Files.writeString(data.resolve("postgresql/pg_hba.conf"), TRUST);
    Files.delete(data.resolve("postgresql-password"));
  }

  private static List<String> names(Database database) {
    return database
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("select name from servers").mapTo(String.class).list());
  }

  @Test
  void a_deleted_password_is_replaced_at_the_next_start() throws IOException {
    EmbeddedDatabase.start(data).close();
    var before = Files.readString(data.resolve("postgresql-password"));
    Files.delete(data.resolve("postgresql-password"));

    try (var database = EmbeddedDatabase.start(data)) {
      assertThat(query(database, "select 1")).isEqualTo("1");
      assertThat(Files.readString(data.resolve("postgresql-password"))).isNotEqualTo(before);
    }
  }

  @Test
  @Tag("long")
  void a_DATA_DIR_that_others_can_change_is_refused() throws IOException {
    setMode(data, "rwxrwxrwx");

    assertThatThrownBy(() -> EmbeddedDatabase.start(data))
        .isInstanceOf(DatabaseStartException.class)
        .hasMessage(
            "DATA_DIR %s is not safe: other users can change %s; if they did not, run: chmod -R go-w %s. Or choose another DATA_DIR"
                .formatted(data, data, data));
    assertThat(data.resolve("postgresql")).doesNotExist();
  }

  @Test
  void the_words_of_initdb_are_shown_if_it_fails() throws IOException {
    OwnerOnly.createDirectories(data.resolve("postgresql"));
    Files.createFile(data.resolve("postgresql/something"));

    assertThatThrownBy(() -> EmbeddedDatabase.start(data))
        .isInstanceOf(DatabaseStartException.class)
        .hasMessageContaining("exists but is not empty");
  }
}
