package org.registrationapi.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.transaction.TransactionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutagesTest {
  private static RuntimeException thrownByJdbi(SQLException cause) {
    return new UnableToExecuteStatementException("no answer", cause, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08000", "08001", "08003", "08006", "57P01", "57P02", "57P03", "25006", "53100", "40P01",
        "40001", "53300", "53200", "55P03", "57014", "25P03"
      })
  void a_database_that_is_away_full_or_read_only_is_an_outage(String state) {
    var cause = new SQLException("", state);

    assertThat(Outages.isOutage(cause)).isTrue();
    assertThat(Outages.isOutage(thrownByJdbi(cause))).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "", "0", "00000", "22021", "23505", "23503", "25P02", "25001", "42601", "42P01", "80000",
        "P0001"
      })
  void a_statement_that_failed_for_another_reason_is_none(String state) {
    assertThat(Outages.isOutage(thrownByJdbi(new SQLException("", state)))).isFalse();
  }

  /** As HikariCP throws it, and as JDBI passes it on. */
  @Test
  void a_pool_without_a_free_connection_is_an_outage() {
    var timeout = new SQLTransientConnectionException("database - Connection is not available");

    assertThat(Outages.isOutage(new ConnectionException(timeout))).isTrue();
  }

  @Test
  void an_outage_is_found_however_deep_it_lies() {
    var lost = new SQLException("I/O error", "08006", new IOException("reset"));
    var wrapped = new SQLException("commit failed", (String) null, lost);

    assertThat(Outages.isOutage(new TransactionException("", wrapped))).isTrue();
  }

  @Test
  void other_exceptions_are_none() {
    assertThat(Outages.isOutage(new IllegalStateException(new IOException("08006")))).isFalse();
    assertThat(Outages.isOutage(null)).isFalse();
  }
}
