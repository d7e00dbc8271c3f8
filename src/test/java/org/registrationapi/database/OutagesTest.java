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

/** Which exceptions count as an outage of the database. */
class OutagesTest {
  private static RuntimeException wrappedByJdbi(SQLException cause) {
    return new UnableToExecuteStatementException("no answer", cause, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08000", "08001", "08003", "08006", "57P01", "57P02", "57P03", "25006", "53100", "40P01",
        "40001", "53300", "53200", "55P03", "57014", "25P03"
      })
  void an_SQL_state_of_an_unavailable_database_is_an_outage(String state) {
    var cause = new SQLException("", state);

    assertThat(Outages.isOutage(cause)).isTrue();
    assertThat(Outages.isOutage(wrappedByJdbi(cause))).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "", "0", "00000", "22021", "23505", "23503", "25P02", "25001", "42601", "42P01", "80000",
        "P0001"
      })
  void any_other_SQL_state_is_not_an_outage(String state) {
    assertThat(Outages.isOutage(wrappedByJdbi(new SQLException("", state)))).isFalse();
  }

  /** HikariCP throws the timeout, JDBI wraps it. */
  @Test
  void a_pool_without_a_free_connection_is_an_outage() {
    var timeout = new SQLTransientConnectionException("database - Connection is not available");

    assertThat(Outages.isOutage(new ConnectionException(timeout))).isTrue();
  }

  @Test
  void an_outage_is_found_at_any_depth_of_the_causes() {
    var lost = new SQLException("I/O error", "08006", new IOException("reset"));
    var wrapped = new SQLException("commit failed", (String) null, lost);

    assertThat(Outages.isOutage(new TransactionException("", wrapped))).isTrue();
  }

  @Test
  void other_exceptions_are_not_outages() {
    assertThat(Outages.isOutage(new IllegalStateException(new IOException("08006")))).isFalse();
    assertThat(Outages.isOutage(null)).isFalse();
  }
}
