package org.registrationapi.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.registrationapi.Main;
import org.registrationapi.http.Routes;
import org.registrationapi.kit.DnsStub;
import org.registrationapi.kit.FileTrees;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.kit.Postgres;
import org.registrationapi.settings.Settings;

/**
 * The whole application on its own database, with a stub instead of Mailjet and helper methods for
 * tests.
 */
public final class TestApp implements AutoCloseable {
  public static final String PUBLIC_URL = "https://register.example.com";
  public static final String API_KEY = "reg_testtest_0123456789012345678901234567890123456789abc";
  public static final String ADMIN_KEY = "the-admin-key-of-the-tests-0123456789";
  public static final String METRICS_KEY = "the-metrics-key-of-the-tests-0123456789";
  public static final String EVENTS_USER = "mailjet";
  public static final String EVENTS_PASSWORD = "the-password-of-the-events: é";
  public static final String SECRET_KEY = "the-secret-key-of-the-tests-0123456789";
  private static final Pattern LINK =
      Pattern.compile(
          PUBLIC_URL + "(/(?:validation|password-reset|email-change|email-undo)/[A-Za-z0-9_-]+)");
  private static final Pattern PIN = Pattern.compile("(?m)^([0-9]{4,8})$");

  /** Asked by every application, so that none asks the DNS of the machine. */
  private static final DnsStub DNS = new DnsStub();

  public final MailjetStub mailjet;
  public final String databaseUrl;
  private final boolean ownsMailjet;
  private final Path dataDir;
  private final Main main;
  private final TestHttp http;

  private TestApp(String databaseUrl, Map<String, String> settings) {
    this(databaseUrl, settings, Main::start);
  }

  private TestApp(
      String databaseUrl, Map<String, String> settings, Function<Settings, Main> start) {
    this(databaseUrl, new MailjetStub(TestApp::learnSecrets), true, settings, start);
  }

  private TestApp(
      String databaseUrl,
      MailjetStub mailjet,
      boolean ownsMailjet,
      Map<String, String> settings,
      Function<Settings, Main> start) {
    this.databaseUrl = databaseUrl;
    this.mailjet = mailjet;
    this.ownsMailjet = ownsMailjet;
    var all = new HashMap<>(Map.of("HOST", "127.0.0.1", "PORT", "0", "PUBLIC_URL", PUBLIC_URL));
    all.putAll(
        Map.of(
            "DATABASE_URL",
            databaseUrl,
            "DATABASE_PASSWORD",
            "none",
            "DATA_DIR",
            temporaryDirectory()));
    all.putAll(Map.of("API_KEY", API_KEY, "ADMIN_KEY", ADMIN_KEY, "SECRET_KEY", SECRET_KEY));
    all.put("METRICS_KEY", METRICS_KEY);
    all.putAll(mailjet.settings());
    all.putAll(
        Map.of("MAILJET_EVENTS_USER", EVENTS_USER, "MAILJET_EVENTS_PASSWORD", EVENTS_PASSWORD));
    all.putAll(Map.of("MAILS_PER_ADDRESS", "1000", "MAIL_ADDRESS_INTERVAL", "0s"));
    all.put("HASHING_WAIT", "30s"); // the machine may be busy
    all.put("DNS_SERVER", DNS.setting());
    all.putAll(settings);
    for (var name : Settings.secretNames()) Leaks.ofThisRun().secret(all.getOrDefault(name, ""));
    this.dataDir = Path.of(all.get("DATA_DIR"));
    this.main = start.apply(Settings.read(all));
    this.http = new TestHttp(main.port());
  }

  /** An application whose settings replace the usual ones; a blank one is unset. */
  public static TestApp start(Map<String, String> settings) {
    return new TestApp(TestDatabase.create(), settings);
  }

  /** An application in development: with an embedded database, and without Mailjet's keys. */
  public static TestApp startDevelopment(Map<String, String> settings) {
    var all = new HashMap<>(Map.of("PUBLIC_URL", "http://localhost", "MAIL_FROM", ""));
    all.putAll(Map.of("MJ_APIKEY_PUBLIC", "", "MJ_APIKEY_PRIVATE", ""));
    all.putAll(settings);
    return startEmbedded(all);
  }

  /** An application with an embedded database. */
  public static TestApp startEmbedded(Map<String, String> settings) {
    var all = new HashMap<>(Map.of("DATABASE_URL", "", "DATABASE_PASSWORD", ""));
    all.put("DATA_DIR", directoryWithPrograms());
    all.putAll(settings);
    return new TestApp("", all);
  }

  /** A new data directory that already has PostgreSQL's programs. */
  private static String directoryWithPrograms() {
    var directory = Path.of(temporaryDirectory());
    try {
      Files.createSymbolicLink(directory.resolve("binaries"), Postgres.directory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return directory.toString();
  }

  /** An application on this database, with its own stub of Mailjet. */
  public static TestApp startOn(String databaseUrl, Map<String, String> settings) {
    return new TestApp(databaseUrl, settings);
  }

  /**
   * Another instance on the same database. It sends mails to the same stub, because each instance
   * may send the mails of the other.
   */
  public static TestApp startBeside(TestApp first, Map<String, String> settings) {
    return new TestApp(first.databaseUrl, first.mailjet, false, settings, Main::start);
  }

  /** An instance that sends no mails and runs no jobs, to see what requests alone do. */
  public static TestApp startRequestsOnly(String databaseUrl, Map<String, String> settings) {
    return new TestApp(databaseUrl, settings, Main::startRequestsOnly);
  }

  private static void learnSecrets(MailjetStub.Call call) {
    call.messages().forEach(m -> Leaks.ofThisRun().learnMail(m.path("TextPart").asText()));
  }

  private static String temporaryDirectory() {
    try {
      return Files.createTempDirectory("registration-api").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return main.port();
  }

  /** The number of connections that the application is using. */
  public double activeConnections() {
    return metric("hikaricp_connections_active{");
  }

  /** The number of passwords that the work hashes; nothing else may hash at the same time. */
  public double hashesOf(Runnable work) {
    var before = metric("registration_hashing_seconds_count ");
    work.run();
    return metric("registration_hashing_seconds_count ") - before;
  }

  /** The sum of the metrics whose lines begin with this text. */
  private double metric(String beginning) {
    return admin()
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** The route table. */
  public List<Routes.Route> routes() {
    return main.routes();
  }

  /** Requests as the first server. */
  public TestHttp http() {
    return http.withKey(API_KEY);
  }

  /** Requests without a key. */
  public TestHttp anybody() {
    return http;
  }

  /** Requests as the operator. */
  public TestHttp admin() {
    return http.withKey(ADMIN_KEY);
  }

  /** Requests as Mailjet. */
  public TestHttp events() {
    return http.withBasic(EVENTS_USER, EVENTS_PASSWORD);
  }

  /** Creates a server; returns requests as that server. */
  public TestHttp newServer(String settings) {
    var name = "s-" + UUID.randomUUID();
    var body = "{\"name\": \"" + name + "\"" + (settings.isEmpty() ? "" : ", " + settings) + "}";
    if (admin().post("/servers", body).status() != 201)
      throw new IllegalStateException("no server");
    var key = admin().post("/servers/" + name + "/keys", "{}").json().path("key").asText();
    return http.withKey(key).named(name);
  }

  /** A new address that no test has used, without digits and short, so that mails show it. */
  public static String newAddress() {
    var word =
        UUID.randomUUID()
            .toString()
            .replace("-", "")
            .substring(0, 20)
            .chars()
            .map(c -> Character.isDigit(c) ? 'g' + c - '0' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
    return "ada-" + word + "@example.com";
  }

  public static String registration(String email) {
    return "{\"email\": \"" + email + "\", \"password\": \"correct horse battery\"}";
  }

  /** Registers a user at the first server. */
  public TestHttp.Answer register(String email) {
    return http().post("/users", registration(email));
  }

  /** Registers a user and waits for the mail. */
  public ReceivedMail registered(String email) {
    if (register(email).status() != 201) throw new IllegalStateException("not registered");
    return mail(email, 1);
  }

  /** Registers a user, and activates it by the mailed link. */
  public void activated(String email) {
    if (anybody().post(registered(email).link()).status() != 200)
      throw new IllegalStateException("not activated");
  }

  /** Registers a user; returns the id of the mail once it is sent. */
  public String sentMail(String email) {
    register(email);
    userOnceSent(email);
    return mail(email, 1).message().path("CustomID").asText();
  }

  /** Waits for the n-th mail to an address. */
  public ReceivedMail mail(String address, int number) {
    var message =
        await()
            .until(() -> mailjet.messagesTo(address), messages -> messages.size() >= number)
            .get(number - 1);
    return new ReceivedMail(message, address);
  }

  /** A mail as its recipient has it. */
  public record ReceivedMail(JsonNode message, String address) {
    public String text() {
      return message.path("TextPart").asText();
    }

    /** Without the places to break a long address. */
    public String html() {
      return message.path("HTMLPart").asText().replace("<wbr>", "");
    }

    /** The path of the link, for requests to the application under test. */
    public String link() {
      var match = LINK.matcher(text());
      if (!match.find()) throw new AssertionError("no link in " + text());
      return match.group(1);
    }

    public String pin() {
      var match = PIN.matcher(text());
      if (!match.find()) throw new AssertionError("no PIN in " + text());
      return match.group(1);
    }
  }

  /** The user as the first server sees it. */
  public JsonNode user(String email) {
    return http().get("/users/" + email).json();
  }

  /** The user once the sender has settled its mail. */
  public JsonNode userOnceSent(String email) {
    return await()
        .until(
            () -> user(email), user -> user.at("/validation/mail_status").asText().equals("sent"));
  }

  /**
   * Waits until no mail is queued or under way. Such a mail is dropped if the user is sent another
   * one of its kind.
   */
  public void awaitAllSettled() {
    await().until(() -> query("select count(*) from mails where status = 'queued'"), "0"::equals);
  }

  /** Runs SQL beside the application, to change times or stored rows. */
  public void sql(String sql) {
    TestDatabase.execute(databaseUrl, sql);
  }

  /** The first column of the first row, as text. */
  public String query(String sql) {
    return TestDatabase.query(databaseUrl, sql);
  }

  @Override
  public void close() {
    main.close();
    if (ownsMailjet) mailjet.close();
    if (!databaseUrl.isEmpty()) return;
    try {
      FileTrees.delete(dataDir); // an embedded database is large
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
