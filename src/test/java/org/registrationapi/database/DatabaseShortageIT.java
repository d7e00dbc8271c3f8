package org.registrationapi.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.testing.FaultLoad;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestPostgres;

/** PostgreSQL is out of connections or disk space, or a table is locked. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("outage")
class DatabaseShortageIT {
  @TempDir private static Path directory;
  private static TestPostgres postgres;
  private static TestApp app;

  @BeforeAll
  static void start() {
    postgres = new TestPostgres(directory.resolve("postgresql"), Map.of());
    postgres.execute("create role app login password 'app'");
    postgres.execute("create schema app authorization app");
    app = TestApp.startOn(postgres.url("app", "app"), Map.of());
  }

  @AfterAll
  static void stop() {
    app.close();
    postgres.close();
  }

  private static int ready() {
    return app.anybody().get("/health/ready").status();
  }

  private static void assertUnavailable() {
    assertThat(FaultLoad.isUnavailable(app.register(newAddress()))).isTrue();
    assertThat(FaultLoad.isUnavailable(app.anybody().get("/health/ready"))).isTrue();
    assertThat(app.anybody().get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void it_works_with_its_remaining_connections_and_answers_503_without_any() {
    postgres.execute("alter role app connection limit 0");
    postgres.execute(
        """
        select pg_terminate_backend(pid)
          from pg_stat_activity
         where application_name = 'registration-api'
         limit 4""");
    await().until(() -> app.register(newAddress()).status() == 201);
    await().until(() -> ready() == 200);
    postgres.hangUp();

    assertUnavailable();
    postgres.execute("alter role app connection limit -1");

    await().until(() -> app.register(newAddress()).status() == 201);
    await().until(() -> ready() == 200);
  }

  /**
   * A full disk needs a mount, so the file of an empty table is replaced by a link to /dev/full:
   * PostgreSQL really tries to write a page and really gets ENOSPC.
   */
  @Test
  void a_registration_gets_503_while_the_disk_is_full() throws IOException {
    var known = newAddress();
    app.registered(known);
    var path = postgres.query("select pg_relation_filepath('app.idempotency_keys')");
    var file = postgres.files().resolve(path);
    var kept = file.resolveSibling("kept");
    Files.move(file, kept);
    Files.createSymbolicLink(file, Path.of("/dev/full"));
    postgres.hangUp();
    var email = newAddress();
    var http = app.http().with("Idempotency-Key", email);
    await().until(() -> app.http().get("/users/" + known).status() == 200);
    await().until(() -> ready() == 200);

    var answer = http.post("/users", TestApp.registration(email));

    assertThat(FaultLoad.isUnavailable(answer)).as(answer.body()).isTrue();
    assertThat(ready()).isEqualTo(503);
    assertThat(app.http().get("/users/" + known).status()).isEqualTo(200);
    assertThat(app.anybody().get("/health/live").status()).isEqualTo(200);
    Files.delete(file);
    Files.move(kept, file);
    postgres.hangUp();
    await().until(() -> http.post("/users", TestApp.registration(email)).status() == 201);
    await().until(() -> ready() == 200);
    assertThat(app.mail(email, 1).address()).isEqualTo(email);
    assertThat(postgres.query("select count(*) from app.users where email = '" + email + "'"))
        .isEqualTo("1");
  }

  @Test
  void a_request_gets_503_while_another_session_locks_the_table() throws Exception {
    var email = newAddress();
    app.registered(email);
    try (var other = java.sql.DriverManager.getConnection(postgres.url(), "postgres", "")) {
      other.setAutoCommit(false);
      other.createStatement().execute("lock table app.users in access exclusive mode");

      var answer = app.http().get("/users/" + email); // while the lock is held

      assertThat(FaultLoad.isUnavailable(answer)).isTrue();
      assertThat(ready()).isEqualTo(200);
      other.rollback();
    }
    assertThat(app.http().get("/users/" + email).status()).isEqualTo(200);
  }
}
