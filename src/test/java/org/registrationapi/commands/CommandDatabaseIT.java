package org.registrationapi.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.registrationapi.testing.TestDatabase;

/** A command changes no tables that a service of another version may be using. */
class CommandDatabaseIT {
  private static Ran list(String url) {
    return Ran.run(
        Map.of("DATABASE_URL", url, "DATABASE_PASSWORD", "none"), "servers", "list", "--json");
  }

  private static void fails(String url, String message) {
    assertThat(list(url)).isEqualTo(new Ran(1, "", message + System.lineSeparator()));
  }

  @Tag("one-postgresql") // on a cluster the tables are made with the database
  @Test
  void a_database_without_tables_stays_empty() {
    var url = TestDatabase.createEmpty();

    fails(
        url,
        "the database has no tables of the Registration API yet; start the service once, which creates"
            + " them");

    assertThat(TestDatabase.query(url, "select to_regclass('servers')")).isNull();
  }

  @Test
  void tables_of_an_older_version_are_not_changed() {
    var url = TestDatabase.create();
    TestDatabase.execute(
        url,
        """
        delete from flyway_schema_history
         where installed_rank = (select max(installed_rank) from flyway_schema_history)
        """);

    fails(
        url,
        "the tables of the database are those of an older version; use the command of that version, or"
            + " start the service of this one, which changes them");
  }

  /** As an instance of the last release, which runs while the next one migrates. */
  @Test
  void tables_of_a_newer_version_can_be_used() {
    var url = TestDatabase.create();
    TestDatabase.execute(
        url,
        """
        insert into flyway_schema_history
        select installed_rank + 1, '9999', 'future', type, 'V9999__future.sql', checksum, installed_by,
               installed_on, execution_time, success
          from flyway_schema_history
         where installed_rank = (select max(installed_rank) from flyway_schema_history)
        """);

    assertThat(list(url)).isEqualTo(new Ran(0, "{\"servers\":[]}" + System.lineSeparator(), ""));
  }

  /** The driver would wait for the whole time if the host dropped packets. */
  @Tag("long")
  @Test
  void a_database_that_cannot_be_reached_is_a_sentence() {
    var ran = list("jdbc:postgresql://127.0.0.1:1/nowhere");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .startsWith("cannot use the database; check DATABASE_URL, DATABASE_USER and ")
        .doesNotContain("\tat ");
  }
}
