package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.testing.MailRows;
import org.registrationapi.testing.Migrations;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestDatabase;

/** Several instances share one PostgreSQL. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("mails")
class TwoInstancesIT {
  /** A migration that only adds, as all migrations must. It locks the table for half a second. */
  private static final String ADDITIVE_MIGRATION =
      """
      alter table users add column nickname text;
      create table nicknames (nickname text primary key);
      select pg_sleep(0.5);
      """;

  @TempDir private Path newer;

  @Test
  void two_instances_send_two_thousand_mails_once_each() {
    sendOnceEach(2_000, app -> MailRows.insert(app, 2_000));
  }

  @Tag("long")
  @Tag("cluster")
  @Test
  void two_instances_send_ten_thousand_mails_of_a_thousand_servers_once_each() {
    sendOnceEach(10_000, app -> MailRows.insertOfServers(app, 1_000, 10));
  }

  private static void sendOnceEach(int mails, Consumer<TestApp> insert) {
    try (var first = TestApp.start(Map.of())) {
      try (var second = TestApp.startBeside(first, Map.of())) {
        insert.accept(first);

        await()
            .until(
                () -> second.query("select count(*) from mails where status <> 'sent'"),
                "0"::equals);
      }
      var ids =
          first.mailjet.calls().stream()
              .flatMap(call -> call.messages().stream())
              .map(message -> message.path("CustomID").asText())
              .toList();
      assertThat(ids).hasSize(mails);
      assertThat(new HashSet<>(ids)).hasSize(mails);
    }
  }

  @Test
  void five_instances_starting_at_once_on_an_empty_database_become_ready() {
    var database = TestDatabase.createEmpty();

    var apps = Race.of(5, i -> TestApp.startOn(database, Map.of()));

    try {
      assertThat(apps)
          .allSatisfy(
              app -> {
                assertThat(app.anybody().get("/health/ready").status()).isEqualTo(200);
                assertThat(app.http().get("/users").status()).isEqualTo(200);
              });
      assertThat(apps.get(0).query("select count(*) from servers")).isEqualTo("1");
      assertThat(
              apps.get(0)
                  .query(
                      "select count(*) - count(distinct version) from flyway_schema_history where success"))
          .isEqualTo("0");
    } finally {
      apps.forEach(TestApp::close);
    }
  }

  @Test
  void an_old_instance_serves_during_a_newer_migration_and_starts_after_it() throws IOException {
    Files.writeString(newer.resolve("V1000__wider.sql"), ADDITIVE_MIGRATION);
    try (var old = TestApp.start(Map.of())) {
      var email = newAddress();
      old.registered(email);

      var migration = CompletableFuture.runAsync(() -> migrate(old.databaseUrl));
      var statuses = new ArrayList<Integer>();
      while (!migration.isDone()) statuses.add(old.register(newAddress()).status());
      migration.join();

      assertThat(statuses).isNotEmpty().containsOnly(201);
      assertThat(old.http().post("/users/" + email + "/validation").status()).isEqualTo(202);
      try (var again = TestApp.startBeside(old, Map.of())) {
        assertThat(again.register(newAddress()).status()).isEqualTo(201);
        assertThat(again.user(email).path("email").asText()).isEqualTo(email);
      }
    }
  }

  private void migrate(String database) {
    Migrations.of(database)
        .locations("classpath:db/migration", "filesystem:" + newer)
        .load()
        .migrate();
  }

  @Test
  void all_instances_share_the_limits() {
    var limits = Map.of("MAILS_PER_ADDRESS", "2", "PIN_TRIES", "2", "PASSWORD_TRIES", "2");
    try (var first = TestApp.start(limits)) {
      var email = newAddress();
      var pin = first.registered(email).pin(); // before the second could send the mail
      try (var second = TestApp.startBeside(first, limits)) {
        var wrong = (pin.charAt(0) == '0' ? "1" : "0") + pin.substring(1);

        assertThat(guessPin(first, email, wrong)).isEqualTo("invalid_fields");
        assertThat(guessPin(second, email, wrong)).isEqualTo("invalid_fields");
        assertThat(guessPin(first, email, pin)).isEqualTo("pin_used_up");

        assertThat(guessPassword(first, email)).isEqualTo("wrong_credentials");
        assertThat(guessPassword(second, email)).isEqualTo("wrong_credentials");
        first.sql(
            "update guesses set blocked_until = now() + interval '10 minutes'"); // was a second
        assertThat(guessPassword(first, email)).isEqualTo("too_many_guesses");

        assertThat(second.register(email).status()).isEqualTo(201);
        assertThat(first.register(email).code()).isEqualTo("too_many_mails");
      }
    }
  }

  @Test
  void a_server_change_applies_at_once_here_and_soon_on_other_instances() {
    try (var first = TestApp.start(Map.of());
        var second = TestApp.startBeside(first, Map.of())) {
      var server = first.newServer("");
      var elsewhere = server.at(second.port());
      var body = registration(newAddress());
      assertThat(server.post("/users", body).status()).isEqualTo(201);
      assertThat(elsewhere.post("/users", body).status()).isEqualTo(201);

      first.admin().patch("/servers/" + server.name(), "{\"password_min_length\": 40}");

      assertThat(server.post("/users", body).status()).isEqualTo(422);
      await().until(() -> elsewhere.post("/users", body).status(), status -> status == 422);
    }
  }

  @Test
  void a_server_deleted_on_another_instance_refuses_registrations() {
    try (var first = TestApp.start(Map.of());
        var second = TestApp.startBeside(first, Map.of())) {
      var server = first.newServer("");
      var elsewhere = server.at(second.port());
      assertThat(elsewhere.post("/users", registration(newAddress())).status()).isEqualTo(201);

      first.admin().delete("/servers/" + server.name() + "?force=true");

      var answer = elsewhere.post("/users", registration(newAddress()));
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.code()).isEqualTo("key_invalid");
    }
  }

  private static String guessPin(TestApp app, String email, String pin) {
    var body = "{\"email\": \"" + email + "\", \"pin_code\": \"" + pin + "\"}";
    return app.http().post("/validation", body).code();
  }

  private static String guessPassword(TestApp app, String email) {
    var body = "{\"email\": \"" + email + "\", \"password\": \"not the right one\"}";
    return app.http().post("/users/authenticate", body).code();
  }
}
