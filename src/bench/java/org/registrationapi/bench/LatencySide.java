package org.registrationapi.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.registrationapi.secrets.LinkSecrets.LinkId;

/**
 * The application on one database, and one client. It creates its own server there, and removes it
 * at the end.
 */
final class LatencySide implements AutoCloseable {
  private static final String ADMIN_KEY = "b83e0d5f6a1c49d7825e3fb0c6174a9dd2f8e15b07c3a694";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String server = "latency-" + System.currentTimeMillis();
  private final String url;
  private final App app;
  private final LatencyRequests requests;
  private final Map<String, Sample.Builder> samples = new HashMap<>();
  private Client client;

  private LatencySide(String url, App app) {
    this.url = url;
    this.app = app;
    this.client = new Client(app.port());
    admin("/servers", "{\"name\": \"" + server + "\"}");
    admin("/servers/" + server + "/keys", "{}");
    this.requests = new LatencyRequests(key(client.body()), new HashMap<>());
  }

  /**
   * Starts the application on a database.
   *
   * @param url JDBC; user and password are those of {@code -Dapp.env}
   */
  static LatencySide start(String url, Mailjet mailjet) {
    var settings = new HashMap<>(mailjet.settings());
    settings.put("ADMIN_KEY", ADMIN_KEY);
    settings.put("MAIL_ADDRESS_INTERVAL", "0s"); // an address gets several mails in a row
    var app = App.start(Jvm.jar(Build.OURS), url, settings);
    try {
      return new LatencySide(url, app);
    } catch (RuntimeException e) {
      app.close();
      throw e;
    }
  }

  private void admin(String path, String json) {
    expect(201, client.send(Requests.post(path, ADMIN_KEY, json.getBytes(StandardCharsets.UTF_8))));
  }

  private static String key(String json) {
    try {
      return JSON.readTree(json).path("key").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void expect(int expected, int status) {
    if (status != expected)
      throw new IllegalStateException(
          "expected " + expected + ", got " + status + " " + client.body());
  }

  LatencyRequests requests() {
    return requests;
  }

  /** Sends a request, and records its latency. */
  void measure(String what, int status, byte[] request) {
    var start = System.nanoTime();
    var answered = client.send(request);
    var end = System.nanoTime();
    expect(status, answered);
    samples.computeIfAbsent(what, name -> new Sample.Builder()).add(status, start, end);
  }

  /** A percentile of the latencies of one kind of request, in milliseconds. */
  double percentile(String what, double percent) {
    return samples.get(what).build(0, Duration.ZERO).percentile(percent);
  }

  /** Discards the measurements so far. */
  void clear() {
    samples.clear();
  }

  /** Opens a new connection, because the application closes idle ones. */
  void reconnect() {
    client.close();
    client = new Client(app.port());
  }

  /** Computes the links of all users of the server, as in their mails. */
  void readLinks() {
    try (var connection = connect();
        var find = connection.prepareStatement("select id from servers where name = ?");
        var read =
            connection.prepareStatement(
                """
                select u.email, v.id
                  from users u
                  join validations v on v.server_id = u.server_id and v.user_id = u.id
                 where u.server_id = ? and v.purpose = 'validation'
                """)) {
      find.setString(1, server);
      var found = find.executeQuery();
      found.next();
      var id = found.getLong(1);
      read.setLong(1, id);
      var rows = read.executeQuery();
      while (rows.next())
        requests.links().put(rows.getString(1), new LinkId(id, rows.getObject(2, UUID.class)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The product and version of the database. */
  String describe() {
    try (var connection = connect();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                select split_part(current_setting('server_version'), ' ', 1)
                       || coalesce((select ' with Citus ' || extversion
                                      from pg_extension where extname = 'citus'), '')
                """)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect() throws SQLException {
    var environment = Options.appEnvironment();
    return DriverManager.getConnection(
        url,
        environment.getOrDefault("DATABASE_USER", "postgres"),
        environment.getOrDefault("DATABASE_PASSWORD", "trusted"));
  }

  @Override
  public void close() {
    try {
      reconnect();
      client.send(Requests.delete("/servers/" + server + "?force=true", ADMIN_KEY));
      client.close();
    } finally {
      app.close();
    }
  }
}
