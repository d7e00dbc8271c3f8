package org.registrationapi.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.registrationapi.Main;
import org.registrationapi.kit.FileTrees;
import org.registrationapi.kit.Http;
import org.registrationapi.kit.Ports;
import org.registrationapi.kit.Postgres;
import org.registrationapi.settings.Settings;

/** The whole service on a free port with its own database, and the calls of a server. */
final class RunningApp implements AutoCloseable {
  static final String ADMIN_KEY = "an-admin-key-for-the-browser-tests-only";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = Http.client();
  private final Path dataDir;
  private final String url;
  private final Main main;

  private RunningApp(Path dataDir, String url, Main main) {
    this.dataDir = dataDir;
    this.url = url;
    this.main = main;
  }

  static RunningApp start() throws IOException {
    var port = Ports.reserve(); // the links in the mails begin with it
    return start("http://localhost:" + port, port);
  }

  /** Starts it on a port, behind a proxy that has another URL. */
  static RunningApp start(String url, int port) throws IOException {
    return start(url, port, Map.of());
  }

  /** Starts it on a free port with further settings. */
  static RunningApp start(Map<String, String> settings) throws IOException {
    var port = Ports.reserve();
    return start("http://localhost:" + port, port, settings);
  }

  private static RunningApp start(String url, int port, Map<String, String> more)
      throws IOException {
    var dataDir = Files.createTempDirectory("registration-api-browser");
    Files.createSymbolicLink(dataDir.resolve("binaries"), Postgres.directory());
    var settings = new HashMap<>(Map.of("DATA_DIR", dataDir.toString()));
    settings.putAll(
        Map.of("PORT", Integer.toString(port), "PUBLIC_URL", url, "ADMIN_KEY", ADMIN_KEY));
    settings.putAll(more);
    return new RunningApp(dataDir, url, Main.start(Settings.read(settings)));
  }

  /** The URL of a path. */
  String url(String path) {
    return url + path;
  }

  int port() {
    return main.port();
  }

  /** Creates a server with settings as in JSON; returns its API key. */
  String server(Map<String, ?> settings) {
    var name = call("POST", "/servers", ADMIN_KEY, settings).path("name").asText();
    return call("POST", "/servers/" + name + "/keys", ADMIN_KEY, Map.of()).path("key").asText();
  }

  /** Creates a server; returns a publishable key for pages of an origin. */
  String publishableKey(String server, String origin) {
    call("POST", "/servers", ADMIN_KEY, Map.of("name", server));
    var request = Map.of("kind", "publishable", "allowed_origins", List.of(origin));
    return call("POST", "/servers/" + server + "/keys", ADMIN_KEY, request).path("key").asText();
  }

  /** Changes a server's settings. */
  void change(String server, Map<String, String> settings) {
    call("PATCH", "/servers/" + server, ADMIN_KEY, settings);
  }

  /** Queues a test mail of a server; returns its id. */
  String sendTestMail(String server, String email, String locale) {
    var request = Map.of("email", email, "locale", locale);
    return call("POST", "/servers/" + server + "/mails/validation/test", ADMIN_KEY, request)
        .path("id")
        .asText();
  }

  /** The HTML of a server's mail, as a preview. */
  String preview(String server, String kind, String locale) {
    var path = "/servers/" + server + "/mails/" + kind + "?format=html&locale=" + locale;
    return send("GET", path, ADMIN_KEY, Map.of()).body();
  }

  /** Registers a user at the server of a key. */
  void register(String key, String email) {
    register(key, email, "en");
  }

  void register(String key, String email, String locale) {
    var user = Map.of("email", email, "password", "correct horse battery", "locale", locale);
    call("POST", "/users", key, user);
  }

  boolean isActivated(String key, String email) {
    return call("GET", "/users/" + email, key, Map.of()).path("is_activated").asBoolean();
  }

  /** Whether the mail to a user was sent, which starts the lifetime of its link. */
  boolean isMailSent(String key, String email) {
    var user = call("GET", "/users/" + email, key, Map.of());
    return user.at("/validation/mail_status").asText().equals("sent");
  }

  /** Whether the server of a key has a user with this address. */
  boolean isRegistered(String key, String email) {
    return send("GET", "/users/" + email, key, Map.of()).statusCode() == 200;
  }

  /** The validation link in the newest mail to an address that has one. */
  String link(String email) {
    return link(email, "/validation/");
  }

  /** Requests a password reset; returns its link. */
  String resetLink(String key, String email) {
    call("POST", "/users/password-reset", key, Map.of("email", email));
    return newestResetLink(email);
  }

  /** The newest link to choose a password in the mails to an address. */
  String newestResetLink(String email) {
    return link(email, "/password-reset/");
  }

  /** Requests a change of the email; returns its link. */
  String changeLink(String key, String email, String newEmail) {
    call("POST", "/users/" + email + "/email", key, Map.of("email", newEmail));
    return link(newEmail, "/email-change/");
  }

  /** The newest link that takes a change of this address back. */
  String undoLink(String email) {
    return link(email, "/email-undo/");
  }

  /** Registers a user and activates it. */
  void activate(String key, String email, String locale) {
    register(key, email, locale);
    call("POST", link(email).substring(url.length()), key, Map.of());
  }

  /** Whether this is the user's password. */
  boolean isPassword(String key, String email, String password) {
    var credentials = Map.of("email", email, "password", password);
    return send("POST", "/users/authenticate", key, credentials).statusCode() == 200;
  }

  /** The newest link with this path in the mails to an address; its lifetime has started. */
  private String link(String email, String path) {
    return mails(email).findValuesAsText("link").stream()
        .filter(link -> link.startsWith(url(path)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no mail to " + email));
  }

  /** The mails to an address, the newest first. */
  JsonNode mails(String email) {
    return call("GET", "/mailbox?to=" + email, "", Map.of()).path("mails");
  }

  /** Expires all links that exist. */
  void expireLinks() throws IOException, SQLException {
    sql(
        "update validations set time_sent = now() - interval '2 days', expires_at = now() - interval '1 day'");
  }

  /** Runs SQL beside the service, to change times or to insert rows. */
  void sql(String sql) throws IOException, SQLException {
    // The fourth line is the port; the stored times can be changed only in the database.
    var port = Files.readAllLines(dataDir.resolve("postgresql/postmaster.pid")).get(3);
    var database = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    var password = Files.readString(dataDir.resolve("postgresql-password")).strip();
    try (var connection = DriverManager.getConnection(database, "registration_api", password);
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private JsonNode call(String method, String path, String key, Map<String, ?> body) {
    var response = send(method, path, key, body);
    if (response.statusCode() >= 300) throw new AssertionError(response.body());
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + response.body(), e);
    }
  }

  private HttpResponse<String> send(String method, String path, String key, Map<String, ?> body) {
    ObjectNode json = JSON.valueToTree(body);
    var content =
        method.equals("GET")
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(json.toString());
    var request =
        HttpRequest.newBuilder(URI.create(url(path)))
            .method(method, content)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + key)
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("the app does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    main.close();
    FileTrees.delete(dataDir);
  }
}
