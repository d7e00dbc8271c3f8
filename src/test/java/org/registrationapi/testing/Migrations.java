package org.registrationapi.testing;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The migrations, for a database of a test. Flyway keeps the number of attempts at its lock in a
 * static field: one use with another number would change it for every application of this JVM.
 */
public final class Migrations {
  private Migrations() {}

  /** The application's migrations, with the application's number of attempts. */
  public static FluentConfiguration of(String url) {
    return Flyway.configure()
        .dataSource(url, "postgres", "")
        .locations("classpath:db/migration")
        .lockRetryCount(-1);
  }
}
