package org.registrationapi.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.registrationapi.keys.ApiKey;
import org.registrationapi.secrets.Secret;
import org.registrationapi.secrets.SecretFile;
import org.registrationapi.secrets.SecretFileException;
import org.registrationapi.servers.FirstServer.Result;
import org.registrationapi.testing.TestDatabase;

/** The first server and its key, from one start to the next. */
class FirstServerIT {
  private static final Optional<Secret> NONE = Optional.empty();

  @TempDir private Path directory;
  private final String database = TestDatabase.create();
  private final Jdbi jdbi =
      Jdbi.create(database, "postgres", "")
          .installPlugin(new SqlObjectPlugin())
          .registerArrayType(String.class, "text");

  private Result start(Optional<Secret> setting) {
    var file = new SecretFile(directory.resolve("api-key"));
    return new FirstServer(jdbi, file).ensure("shop", setting);
  }

  @Test
  void a_made_key_is_the_same_at_the_next_start() {
    var first = start(NONE);

    assertThat(first.key()).isPresent();
    assertThat(first).isEqualTo(new Result("shop", true, first.key(), true));
    assertThat(start(NONE)).isEqualTo(new Result("shop", false, first.key(), true));
  }

  @Test
  void a_key_of_the_settings_is_not_a_made_one() {
    var key = Optional.of(new Secret(ApiKey.make().text()));

    assertThat(start(key)).isEqualTo(new Result("shop", true, key, false));
    assertThat(start(key)).isEqualTo(new Result("shop", false, key, false));
  }

  @Test
  void a_revoked_key_is_not_shown_again() {
    start(NONE);
    TestDatabase.execute(database, "update api_keys set time_revoked = now()");

    assertThat(start(NONE).key()).isEmpty();
  }

  @Test
  void a_key_of_another_database_is_not_shown() throws IOException {
    start(NONE);
    var id = TestDatabase.query(database, "select id from api_keys");
    Files.writeString(directory.resolve("api-key"), "reg_" + id + "_" + "x".repeat(43));
    assertThat(start(NONE).key()).isEmpty();

    Files.writeString(directory.resolve("api-key"), ApiKey.make().text());
    assertThat(start(NONE).key()).isEmpty();
  }

  @Test
  void a_file_that_has_no_key_is_an_error_that_names_it() throws IOException {
    Files.writeString(directory.resolve("api-key"), "not a key");

    assertThatThrownBy(() -> start(NONE))
        .isInstanceOf(SecretFileException.class)
        .hasMessage(
            directory.resolve("api-key") + " does not contain an API key; restore it or delete it");
  }

  /** On a busy machine the JVM takes seconds to load the classes of the next statement. */
  @Tag("one-postgresql")
  @Test
  void the_limits_of_requests_do_not_end_a_slow_start() {
    TestDatabase.execute(
        database,
        """
        create table limits (limits text);
        create function note_limits() returns trigger language plpgsql as $$
        begin
          insert into limits
          values (concat_ws(' ', current_setting('statement_timeout'), current_setting('lock_timeout'),
                            current_setting('idle_in_transaction_session_timeout')));
          return null;
        end $$;
        create trigger note_limits after insert on servers for each row execute function note_limits();
        """);

    start(NONE);

    assertThat(TestDatabase.query(database, "select limits from limits")).isEqualTo("20s 20s 20s");
  }
}
