package org.registrationapi.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.registrationapi.secrets.Secret;
import org.registrationapi.testing.Migrations;
import org.registrationapi.testing.TestDatabase;

/** A pooler, a role or a database can limit statements; migrations may take longer. */
@Tag("one-postgresql")
class MigrationLimitsIT {
  private static final String WAITS =
      "select exists (select from pg_locks where not granted and relation = 'servers'::regclass)";

  @Test
  void a_migration_waits_for_a_lock_longer_than_the_database_allows() throws Exception {
    var url = TestDatabase.withUsualLimits(TestDatabase.createEmpty());
    Migrations.of(url).target("1").load().migrate();
    var name = url.replaceFirst(".*/([^?]+).*", "$1");
    TestDatabase.execute(url, "alter database " + name + " set lock_timeout = 1");
    var settings = new DatabaseSettings(Optional.of(url), "postgres", new Secret("none"), 2);
    try (var other = DriverManager.getConnection(url);
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table servers");
      var opened = CompletableFuture.supplyAsync(() -> Database.open(settings, Path.of("unused")));
      await().until(() -> opened.isDone() || TestDatabase.query(url, WAITS).equals("t"));
      assertThat(opened).isNotDone();

      other.rollback();

      try (var database = opened.join()) {
        assertThat(database.isReady()).isTrue();
      }
    }
  }
}
