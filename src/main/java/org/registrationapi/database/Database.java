package org.registrationapi.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * The one thing that remembers: a pool of connections to a migrated PostgreSQL, embedded or not.
 */
public final class Database implements AutoCloseable {
  /**
   * How long a request waits for a connection before it is told that the database is unavailable.
   */
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);

  /** How long a start waits for a PostgreSQL that is itself starting. */
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  private final EmbeddedDatabase embedded;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(EmbeddedDatabase embedded, HikariDataSource pool) {
    this.embedded = embedded;
    this.pool = pool;
    this.jdbi =
        Jdbi.create(pool)
            .installPlugin(new SqlObjectPlugin())
            .registerArrayType(UUID.class, "uuid")
            .registerArrayType(Long.class, "bigint")
            .registerArrayType(String.class, "text");
  }

  /**
   * Starts the embedded PostgreSQL if there is no URL, connects, and brings the schema up to date.
   *
   * @param dataDir where the embedded PostgreSQL keeps its files
   * @throws DatabaseStartException if it cannot be used, with what to do
   */
  public static Database open(DatabaseSettings settings, Path dataDir) {
    if (settings.url().isPresent()) return connect(null, settings, settings.url().get());
    var embedded = EmbeddedDatabase.start(dataDir);
    try {
      return connect(embedded, settings, embedded.url());
    } catch (RuntimeException e) {
      embedded.close();
      throw e;
    }
  }

  private static Database connect(
      EmbeddedDatabase embedded, DatabaseSettings settings, String url) {
    HikariDataSource pool = null;
    try {
      pool = new HikariDataSource(poolConfig(settings, url));
      Flyway.configure().dataSource(pool).locations("classpath:db/migration").load().migrate();
      return new Database(embedded, pool);
    } catch (RuntimeException e) {
      if (pool != null) pool.close();
      throw new DatabaseStartException(
          "cannot use the database; check DATABASE_URL, DATABASE_USER and DATABASE_PASSWORD: "
              + rootMessage(e),
          e);
    }
  }

  private static HikariConfig poolConfig(DatabaseSettings settings, String url) {
    var config = new HikariConfig();
    config.setPoolName("database");
    config.setJdbcUrl(url);
    config.setUsername(settings.user());
    config.setPassword(settings.password().value());
    config.setMaximumPoolSize(settings.poolSize());
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    config.setInitializationFailTimeout(START_TIMEOUT.toMillis());
    config.addDataSourceProperty("ApplicationName", "registration-api");
    config.addDataSourceProperty("connectTimeout", "3"); // seconds; a host that swallows packets
    config.addDataSourceProperty("socketTimeout", "30"); // seconds; a server that stopped answering
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty(
        "logServerErrorDetail", "false"); // a violated key's detail has the address in it
    return config;
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
   * Has the pool counted and timed.
   *
   * @param registry of Micrometer
   */
  public void measureIn(MeterRegistry registry) {
    pool.setMetricRegistry(registry);
  }

  /** Whether a query is answered now. */
  public boolean isReady() {
    try {
      return jdbi.withHandle(
          handle -> handle.createQuery("select true").mapTo(Boolean.class).one());
    } catch (RuntimeException e) {
      if (Outages.isOutage(e)) return false;
      throw e;
    }
  }

  /** Gives the connections back and stops the embedded PostgreSQL. */
  @Override
  public void close() {
    pool.close();
    if (embedded != null) embedded.close();
  }
}
