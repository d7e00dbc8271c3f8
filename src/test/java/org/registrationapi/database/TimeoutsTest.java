package org.registrationapi.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.registrationapi.secrets.Secret;

/** How long a request waits for PostgreSQL at the most, as OPERATIONS.md says it. */
class TimeoutsTest {
  private static final String URL = "jdbc:postgresql://127.0.0.1/postgres";

  @Test
  void waiting_for_a_connection_and_then_for_a_statement_takes_less_than_3_s() {
    var pool = new HikariConfig();
    Timeouts.ofPool(pool);

    assertThat(
            pool.getConnectionTimeout() + pool.getValidationTimeout() + limit("statement_timeout"))
        .isPositive()
        .isLessThan(3_000);
  }

  @Test
  void a_lock_is_given_up_before_the_statement_is() {
    assertThat(limit("lock_timeout")).isPositive().isLessThan(limit("statement_timeout"));
  }

  /** What a connection for requests asks PostgreSQL for, in milliseconds. */
  private static long limit(String setting) {
    var settings = new DatabaseSettings(Optional.of(URL), "postgres", new Secret("none"), 1);
    var source = new PostgresSource(settings, URL);
    Timeouts.ofRequests(source);
    var match = Pattern.compile(setting + "=([0-9]+)").matcher(source.getOptions());
    assertThat(match.find()).isTrue();
    return Long.parseLong(match.group(1));
  }
}
