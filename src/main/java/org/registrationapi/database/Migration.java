package org.registrationapi.database;

import org.flywaydb.core.Flyway;

/** Applies the migrations of this version to a database, or checks that they were applied. */
final class Migration {
  private Migration() {}

  /** Applies the missing migrations. */
  static void run(PostgresSource source) {
    flyway(source).migrate();
  }

  /**
   * Checks that no migration of this version is missing. Those of a newer version may be there: a
   * migration only adds, so this version still works.
   *
   * @throws DatabaseStartException if one is missing; the message says what to do
   */
  static void require(PostgresSource source) {
    var found = flyway(source).info();
    if (found.applied().length == 0)
      throw new DatabaseStartException(
          "the database has no tables of the Registration API yet; start the service once, which creates"
              + " them");
    if (found.pending().length > 0)
      throw new DatabaseStartException(
          "the tables of the database are those of an older version; use the command of that version, or"
              + " start the service of this one, which changes them");
  }

  /**
   * Applies all migrations to an empty database, and checks any other.
   *
   * @throws DatabaseStartException like {@link #require}
   */
  static void runIfEmpty(PostgresSource source) {
    if (flyway(source).info().applied().length == 0) run(source);
    else require(source);
  }

  private static Flyway flyway(PostgresSource source) {
    return Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration")
        .lockRetryCount(-1) // wait for another instance that migrates
        .callbacks(new UnlimitedMigrations())
        .load();
  }
}
