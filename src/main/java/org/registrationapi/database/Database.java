package org.registrationapi.database;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/** A pool of connections to a migrated PostgreSQL, embedded or not. */
public final class Database implements AutoCloseable {
  /** Connections of a command, which runs one statement at a time. */
  private static final int COMMAND_POOL = 2;

  private static final Opening SERVICE = new Opening(Timeouts.START, Migration::run);
  private static final Opening COMMAND = new Opening(Timeouts.COMMAND, Migration::require);

  private final EmbeddedDatabase embedded;
  private final HikariDataSource pool;
  private final PostgresSource source;
  private final Jdbi jdbi;
  private final Availability availability;

  /**
   * How a database is opened.
   *
   * @param startTimeout of the first connection
   * @param prepare migrates the tables, or checks them
   */
  private record Opening(Duration startTimeout, Consumer<PostgresSource> prepare) {}

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
    var database =
        settings.url().isPresent()
            ? connect(null, settings, SERVICE)
            : start(settings, dataDir, SERVICE);
    database.source.keepTrying(database.availability::note);
    return database;
  }

  /**
   * Connects for one command of the operator, which may run beside the service. An embedded
   * PostgreSQL that the service has started is used; otherwise it is started until this is closed.
   * Tables that the service may be using are not migrated: only an embedded database without tables
   * is.
   *
   * @throws DatabaseStartException like {@link #open}, or if a migration is missing
   */
  public static Database openForCommand(DatabaseSettings settings, Path dataDir) {
    var few =
        new DatabaseSettings(settings.url(), settings.user(), settings.password(), COMMAND_POOL);
    if (few.url().isPresent()) return connect(null, few, COMMAND);
    try {
      return start(few, dataDir, new Opening(Timeouts.START, Migration::runIfEmpty));
    } catch (DirectoryInUseException e) {
      return connect(null, EmbeddedDatabase.signInToRunning(dataDir, few), COMMAND);
    }
  }

  private static Database start(DatabaseSettings settings, Path dataDir, Opening opening) {
    var embedded = EmbeddedDatabase.start(dataDir);
    try {
      return connect(embedded, embedded.signIn(settings), opening);
    } catch (RuntimeException e) {
      embedded.close();
      throw e;
    }
  }

  private static Database connect(
      EmbeddedDatabase embedded, DatabaseSettings settings, Opening opening) {
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
      Timeouts.ofPool(pool, opening.startTimeout());
      pool.getConnection().close(); // starts the pool
      opening.prepare().accept(new PostgresSource(settings, url));
      return new Database(embedded, pool, source, jdbi, availability);
    } catch (RuntimeException | SQLException e) {
      availability.close();
      pool.close();
      throw unusable(e);
    }
  }

  private static DatabaseStartException unusable(Exception e) {
    if (e instanceof DatabaseStartException explained) return explained;
    return new DatabaseStartException(
        "cannot use the database; check DATABASE_URL, DATABASE_USER and DATABASE_PASSWORD: "
            + rootMessage(e),
        e);
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
