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
 * Where connections come from. Once {@link #keepTrying} is called it tries until it has one: the
 * pool's own retries would be up to 5 s apart after a while, and PostgreSQL back for as long.
 */
final class PostgresSource extends PGSimpleDataSource {
  private static final long serialVersionUID = 1L;
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final transient Properties inUrl;
  private int answerMillis; // 0: no limit but the URL's
  private transient volatile Consumer<SQLException> onFailure;

  /** Connections to the primary, without limits of the time that a statement takes. */
  PostgresSource(DatabaseSettings settings, String url) {
    inUrl = Driver.parseURL(url, null);
    setUrl(url);
    setUnlessInUrl(PGProperty.USER, settings.user());
    setUnlessInUrl(PGProperty.PASSWORD, settings.password().value());
    setUnlessInUrl(PGProperty.APPLICATION_NAME, "registration-api");
    // a standby, or a primary that was fenced, is of no use
    setUnlessInUrl(PGProperty.TARGET_SERVER_TYPE, "primary");
    // a violated key's detail has the address in it
    setProperty(PGProperty.LOG_SERVER_ERROR_DETAIL, "false");
    Timeouts.ofConnection(this);
  }

  /** Sets a property, unless the operator has done so on purpose. */
  void setUnlessInUrl(PGProperty property, Object value) {
    if (inUrl.getProperty(property.getName()) == null) setProperty(property, String.valueOf(value));
  }

  /**
   * How long an answer may take. The property knows whole seconds only: rounded up it holds while
   * signing in.
   */
  void limitAnswers(Duration limit) {
    if (inUrl.getProperty(PGProperty.SOCKET_TIMEOUT.getName()) != null) return;
    setProperty(PGProperty.SOCKET_TIMEOUT, Long.toString(limit.toSeconds() + 1));
    answerMillis = (int) limit.toMillis();
  }

  /** From now on every failure is told and followed by another try, until {@link #stopTrying}. */
  void keepTrying(Consumer<SQLException> newOnFailure) {
    onFailure = newOnFailure;
  }

  /** From now on a failure is one. */
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

  /** The pool would make its own patience that of a login. */
  @Override
  public void setLoginTimeout(int seconds) {}
}
