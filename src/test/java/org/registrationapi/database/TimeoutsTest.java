package org.registrationapi.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.registrationapi.secrets.Secret;

/** The longest time a request waits for PostgreSQL, as documented in OPERATIONS.md. */
class TimeoutsTest {
  private static final String URL = "jdbc:postgresql://127.0.0.1/postgres";

  @Test
  void connection_and_statement_timeouts_add_up_to_less_than_3_s() {
    var pool = new HikariConfig();
    Timeouts.ofPool(pool, Timeouts.START);

    assertThat(
            pool.getConnectionTimeout() + pool.getValidationTimeout() + limit("statement_timeout"))
        .isPositive()
        .isLessThan(3_000);
  }

  @Test
  void the_lock_timeout_is_shorter_than_the_statement_timeout() {
    assertThat(limit("lock_timeout")).isPositive().isLessThan(limit("statement_timeout"));
  }

  /** A row is used for 3 s after it was read, and may have changed while it was read. */
  @Test
  void a_read_takes_less_than_2_s_so_that_a_cached_row_is_less_than_5_s_old() {
    assertThat(limit("statement_timeout")).isPositive().isLessThan(2_000);
  }

  /** A timeout of the connections for requests, in milliseconds. */
  private static long limit(String setting) {
    var settings = new DatabaseSettings(Optional.of(URL), "postgres", new Secret("none"), 1);
    var source = new PostgresSource(settings, URL);
    Timeouts.ofRequests(source);
    var match = Pattern.compile(setting + "=([0-9]+)").matcher(source.getOptions());
    assertThat(match.find()).isTrue();
    return Long.parseLong(match.group(1));
  }
}
