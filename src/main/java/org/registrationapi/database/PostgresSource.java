package org.registrationapi.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens connections. After {@link #keepTrying} it retries until it has one: the pool's own retries
 * come up to 5 s apart after a while, so PostgreSQL could be back for 5 s before the pool connects.
 */
final class PostgresSource extends PGSimpleDataSource {
  private static final long serialVersionUID = 1L;
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final transient Properties inUrl;
  private int answerMillis; // 0: only the limit of the URL, if any
  private transient volatile Consumer<SQLException> onFailure;

  /** Connects to the primary, without statement timeouts. */
  PostgresSource(DatabaseSettings settings, String url) {
    inUrl = Driver.parseURL(url, null);
    if (inUrl == null) // the driver's message would quote the URL, perhaps with a password
    throw new IllegalArgumentException("DATABASE_URL cannot be read by the PostgreSQL driver");
    setUrl(url);
    setUnlessInUrl(PGProperty.USER, settings.user());
    setUnlessInUrl(PGProperty.PASSWORD, settings.password().value());
    setUnlessInUrl(PGProperty.APPLICATION_NAME, "registration-api");
    // not a standby or a fenced primary
    setUnlessInUrl(PGProperty.TARGET_SERVER_TYPE, "primary");
    // the detail of a violated key contains the address
    setProperty(PGProperty.LOG_SERVER_ERROR_DETAIL, "false");
    Timeouts.ofConnection(this);
  }

  /** Sets a property, unless the operator set it in the URL. */
  void setUnlessInUrl(PGProperty property, Object value) {
    if (inUrl.getProperty(property.getName()) == null) setProperty(property, String.valueOf(value));
  }

  /**
   * Limits the time of an answer. The property takes whole seconds: rounded up, it applies to the
   * login.
   */
  void limitAnswers(Duration limit) {
    if (inUrl.getProperty(PGProperty.SOCKET_TIMEOUT.getName()) != null) return;
    setProperty(PGProperty.SOCKET_TIMEOUT, Long.toString(limit.toSeconds() + 1));
    answerMillis = (int) limit.toMillis();
  }

  /** From now on every failure is reported and followed by a retry, until {@link #stopTrying}. */
  void keepTrying(Consumer<SQLException> newOnFailure) {
    onFailure = newOnFailure;
  }

  /** From now on a failure is thrown. */
  void stopTrying() {
    onFailure = null;
  }

  @Override
  public Connection getConnection() throws SQLException {
    while (true) {
      try {
        return limited(super.getConnection());
      } catch (SQLException e) {
        var told = onFailure;
        if (told == null) throw e;
        told.accept(e);
        pause(e);
      }
    }
  }

  private Connection limited(Connection connection) throws SQLException {
    if (answerMillis > 0) connection.setNetworkTimeout(Runnable::run, answerMillis);
    return connection;
  }

  private static void pause(SQLException e) throws SQLException {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt(); // the pool is being closed
      throw e;
    }
  }

  /** Ignored: the pool would set its connection timeout as the login timeout. */
  @Override
  public void setLoginTimeout(int seconds) {}
}
