package org.registrationapi.database;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/** A pool of connections to a migrated PostgreSQL, embedded or not. */
public final class Database implements AutoCloseable {
  private final EmbeddedDatabase embedded;
  private final HikariDataSource pool;
  private final PostgresSource source;
  private final Jdbi jdbi;
  private final Availability availability;

  private Database(
      EmbeddedDatabase embedded,
      HikariDataSource pool,
      PostgresSource source,
      Jdbi jdbi,
      Availability availability) {
    this.embedded = embedded;
    this.pool = pool;
    this.source = source;
    this.jdbi = jdbi;
    this.availability = availability;
  }

  /**
   * Starts the embedded PostgreSQL if there is no URL, connects, and migrates the schema.
   *
   * @param dataDir where the embedded PostgreSQL keeps its files
   * @throws DatabaseStartException if it cannot be used; the message says what to do
   */
  public static Database open(DatabaseSettings settings, Path dataDir) {
    if (settings.url().isPresent()) return connect(null, settings);
    var embedded = EmbeddedDatabase.start(dataDir);
    try {
      return connect(embedded, embedded.signIn(settings));
    } catch (RuntimeException e) {
      embedded.close();
      throw e;
    }
  }

  private static Database connect(EmbeddedDatabase embedded, DatabaseSettings settings) {
    var url = settings.url().orElseThrow();
    var pool = new HikariDataSource();
    var jdbi = jdbi(pool);
    var availability =
        new Availability(
            e -> answers(jdbi, SessionDao::hasRoom, e),
            () -> pool.getHikariPoolMXBean().softEvictConnections());
    try {
      var source = new PostgresSource(settings, url);
      Timeouts.ofRequests(source);
      configure(pool, settings.poolSize(), source, availability);
      pool.getConnection().close(); // starts the pool
      migrate(new PostgresSource(settings, url));
      source.keepTrying(availability::note);
      return new Database(embedded, pool, source, jdbi, availability);
    } catch (RuntimeException | SQLException e) {
      availability.close();
      pool.close();
      throw new DatabaseStartException(
          "cannot use the database; check DATABASE_URL, DATABASE_USER and DATABASE_PASSWORD: "
              + rootMessage(e),
          e);
    }
  }

  private static Jdbi jdbi(HikariDataSource pool) {
    return Jdbi.create(pool)
        .configure(
            StatementExceptions.class, // else exception messages contain the bound values
            exceptions -> exceptions.setMessageRendering(MessageRendering.NONE))
        .installPlugin(new SqlObjectPlugin())
        .registerArrayType(UUID.class, "uuid")
        .registerArrayType(Long.class, "bigint")
        .registerArrayType(String.class, "text");
  }

  private static void configure(
      HikariDataSource pool, int size, PostgresSource source, Availability availability) {
    pool.setPoolName("database");
    pool.setDataSource(source);
    pool.setMaximumPoolSize(size);
    pool.setExceptionOverride(availability);
    Timeouts.ofPool(pool);
  }

  private static void migrate(PostgresSource source) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration")
        .lockRetryCount(-1) // wait for another instance that migrates
        .callbacks(new UnlimitedMigrations())
        .load()
        .migrate();
  }

  private static String rootMessage(Throwable e) {
    var root = e;
    while (root.getCause() != null) root = root.getCause();
    return root.getMessage();
  }

  /** For services: to open transactions and attach DAOs. */
  public Jdbi jdbi() {
    return jdbi;
  }

  /**
   * Registers the metrics of the pool.
   *
   * @param registry Micrometer's registry
   */
  public void measureIn(MeterRegistry registry) {
    pool.setMetricRegistry(registry);
  }

  /** Whether PostgreSQL answers and accepts writes; returns within 3 s. */
  public boolean isReady() {
    return availability.isUsable()
        && answers(jdbi, SessionDao::isWritable, availability::adjudicate);
  }

  /** A read-only server is reported with the error of a refused write. */
  private static boolean answers(
      Jdbi jdbi, Predicate<SessionDao> question, Consumer<SQLException> onReadOnly) {
    try {
      var yes = jdbi.inTransaction(tx -> question.test(tx.attach(SessionDao.class)));
      if (!yes) onReadOnly.accept(new SQLException("the server is read-only", "25006"));
      return yes;
    } catch (RuntimeException e) {
      if (Outages.isOutage(e)) return false;
      throw e;
    }
  }

  /**
   * The application is complete, and closes this when the process ends. Until now the embedded
   * PostgreSQL stops by itself if the process ends.
   */
  public void started() {
    if (embedded != null) embedded.started();
  }

  /** Closes the connections and stops the embedded PostgreSQL. */
  @Override
  public void close() {
    source.stopTrying();
    availability.close();
    pool.close();
    if (embedded != null) embedded.close();
  }
}
