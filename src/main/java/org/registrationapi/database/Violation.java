package org.registrationapi.database;

import java.sql.SQLException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Recognizes violated constraints by SQLSTATE. */
public final class Violation {
  private static final String UNIQUE = "23505";
  private static final String FOREIGN_KEY = "23503";

  private Violation() {}

  /** Whether a unique constraint was violated. */
  public static boolean isUnique(UnableToExecuteStatementException e) {
    return is(UNIQUE, e);
  }

  /** Whether a foreign key was violated: the referenced row is gone. */
  public static boolean isForeignKey(UnableToExecuteStatementException e) {
    return is(FOREIGN_KEY, e);
  }

  private static boolean is(String state, UnableToExecuteStatementException e) {
    return e.getCause() instanceof SQLException cause && state.equals(cause.getSQLState());
  }
}
