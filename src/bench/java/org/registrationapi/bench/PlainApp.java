package org.registrationapi.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Context;
import io.javalin.json.JavalinJackson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.registrationapi.request.JsonMappers;
import org.registrationapi.users.User;
import org.registrationapi.users.UserPage;
import org.registrationapi.users.UserValidation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A minimal {@code GET /users?email=}: it checks the key, reads the user by plain JDBC, answers
 * with the same JSON and headers, and logs a line. It has no layers, no metrics and no validation
 * of input.
 */
final class PlainApp {
  private static final Logger LOG = LoggerFactory.getLogger(PlainApp.class);
  private static final String FIND =
      """
      select u.id, s.name, u.email, u.first_name, u.last_name, u.birth_date, u.locale,
             u.time_created, u.time_updated, u.time_activated,
             m.status, m.reason, v.time_sent, v.expires_at,
             case when m.status in ('queued', 'held') and m.claim_id is null then m.next_attempt_at end
        from users u
        join servers s on s.id = u.server_id
        left join validations v
          on v.server_id = u.server_id and v.user_id = u.id and v.purpose = 'validation'
        left join mails m on m.server_id = v.server_id and m.id = v.id
       where u.server_id = ? and u.email_key = ?
      """;

  private final DataSource pool;
  private final Map<String, Key> keys = new ConcurrentHashMap<>();

  private PlainApp(DataSource pool) {
    this.pool = pool;
  }

  private static final class Key {
    private final long serverId;
    private final byte[] hash;

    Key(long serverId, byte[] hash) {
      this.serverId = serverId;
      this.hash = hash;
    }
  }

  /** A pool like the application's, with the same timeouts. */
  static HikariDataSource pool(String url) {
    var config = new HikariConfig();
    config.addDataSourceProperty("socketTimeout", "2"); // a number would be ignored
    config.addDataSourceProperty(
        "options",
        "-c statement_timeout=1500 -c lock_timeout=1250 -c idle_in_transaction_session_timeout=3000");
    config.setJdbcUrl(url);
    config.setUsername("postgres");
    config.setPassword("trusted");
    config.setMaximumPoolSize(10);
    return new HikariDataSource(config);
  }

  public static void main(String[] args) {
    var app = new PlainApp(pool(System.getenv("DATABASE_URL")));
    Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.concurrency.useVirtualThreads = Runtime.version().feature() >= 21;
              config.http.maxRequestSize = 16L * 1024;
              config.jetty.host = "127.0.0.1";
              config.jetty.port = Integer.parseInt(System.getenv("PORT"));
              config.jsonMapper(new JavalinJackson(JsonMappers.mapper(), false));
              config.routes.get("/health/ready", ctx -> ctx.result("ready"));
              config.http.compressionStrategy = CompressionStrategy.NONE;
              config.routes.before(PlainApp::begin);
              config.routes.get("/users", app::find);
              config.requestLogger.http(PlainApp::log);
            })
        .start();
  }

  private static void begin(Context ctx) {
    ctx.header("X-Request-Id", Long.toHexString(ThreadLocalRandom.current().nextLong()));
    ctx.header("Cache-Control", "no-store");
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }

  private static void log(Context ctx, float milliseconds) {
    LOG.atInfo()
        .addKeyValue("request_id", ctx.res().getHeader("X-Request-Id"))
        .addKeyValue("method", ctx.method())
        .addKeyValue("route", "/users")
        .addKeyValue("status", ctx.statusCode())
        .addKeyValue("milliseconds", milliseconds)
        .log("request");
  }

  private void find(Context ctx) throws SQLException, GeneralSecurityException {
    var serverId = serverOf(ctx.header("Authorization"));
    try (var connection = pool.getConnection();
        var statement = connection.prepareStatement(FIND)) {
      statement.setLong(1, serverId);
      statement.setString(2, ctx.queryParam("email").toLowerCase(Locale.ROOT));
      try (var row = statement.executeQuery()) {
        ctx.json(new UserPage(row.next() ? List.of(user(row)) : List.of(), null));
      }
    }
  }

  private long serverOf(String header) throws SQLException, GeneralSecurityException {
    var id = header.substring(11, 19);
    var key = keys.get(id);
    if (key == null) {
      key = read(id);
      keys.put(id, key);
    }
    var secret = header.substring(20).getBytes(StandardCharsets.US_ASCII);
    if (MessageDigest.isEqual(MessageDigest.getInstance("SHA-256").digest(secret), key.hash))
      return key.serverId;
    throw new IllegalStateException("wrong key");
  }

  private Key read(String id) throws SQLException {
    try (var connection = pool.getConnection();
        var statement =
            connection.prepareStatement(
                "select server_id, secret_hash from api_keys where id = ?")) {
      statement.setString(1, id);
      try (var row = statement.executeQuery()) {
        row.next();
        return new Key(row.getLong(1), row.getBytes(2));
      }
    }
  }

  private static User user(ResultSet row) throws SQLException {
    var timeActivated = instant(row, 10);
    return new User(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getString(3),
        null,
        row.getString(4),
        row.getString(5),
        row.getObject(6, LocalDate.class),
        row.getString(7),
        timeActivated != null,
        instant(row, 8),
        instant(row, 9),
        timeActivated,
        new UserValidation(
            row.getString(11),
            instant(row, 13),
            instant(row, 14),
            instant(row, 15),
            row.getString(12)));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
