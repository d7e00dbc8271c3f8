package org.registrationapi.database;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Lifts the limits of statements in each migration's own transaction. Our connections for
 * migrations have none, but a role, a database or a connection pooler can set some.
 */
final class UnlimitedMigrations implements Callback {
  private static final String NO_LIMITS =
      "set local statement_timeout = 0; set local lock_timeout = 0; "
          + "set local idle_in_transaction_session_timeout = 0";

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    try (var statement = context.getConnection().createStatement()) {
      statement.execute(NO_LIMITS);
    } catch (SQLException e) {
      throw new FlywayException("cannot lift the limits of statements", e);
    }
  }

  @Override
  public String getCallbackName() {
    return getClass().getSimpleName();
  }
}
