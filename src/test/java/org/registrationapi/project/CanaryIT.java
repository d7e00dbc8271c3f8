package org.registrationapi.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.Main;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.secrets.RandomText;
import org.registrationapi.settings.Settings;
import org.registrationapi.testing.Leaks;
import org.registrationapi.testing.RawHttp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.TestHttp;

/**
 * Secrets leak neither to readers nor into the database. Unique secrets are planted wherever one is
 * used, requests succeed and fail with them, and then all visible output is searched. It runs last,
 * and also searches for the secrets of all tests before it.
 */
@Order(Integer.MAX_VALUE)
@Isolated
class CanaryIT {
  private static final String PASSWORD = canary("password") + " é\"\\";
  private static final String WRONG_PASSWORD = canary("wrong");
  private static final String BROKEN = canary("broken");
  private static final String IMPORTED =
      "$2a$04$" + "abcdefghijklmnopqrstuv".substring(0, 22) + RandomText.alphanumeric(31);
  private static final String FORGED_KEY = "reg_forged01_" + RandomText.alphanumeric(43);
  private static final String NAMED = "Canary";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "API_KEY", "reg_canary01_" + RandomText.alphanumeric(43),
          "ADMIN_KEY", canary("admin-key-that-is-long"),
          "METRICS_KEY", canary("metrics-key-that-is-long"),
          "SECRET_KEY", canary("secret-key-that-is-long"),
          "DATABASE_PASSWORD", canary("database"),
          "MJ_APIKEY_PUBLIC", canary("mailjet-public"),
          "MJ_APIKEY_PRIVATE", canary("mailjet-private"),
          "MAILJET_EVENTS_PASSWORD", canary("events"),
          "PIN_LENGTH", "8");

  /** The planted secrets; {@link Leaks#canary} adds the encodings of each. */
  private static final List<String> CANARIES = new ArrayList<>();

  private static TestApp app;
  private static String dump;

  private static String canary(String place) {
    return "canary-" + place + "-" + RandomText.alphanumeric(24);
  }

  private static void plant(String... canaries) {
    for (var canary : canaries) {
      CANARIES.add(canary);
      Leaks.ofThisRun().canary(canary);
    }
  }

  @BeforeAll
  static void plant_secrets_and_cause_faults() {
    var settings = new HashMap<>(SETTINGS);
    plant(PASSWORD, WRONG_PASSWORD, BROKEN, FORGED_KEY);
    settings.remove("PIN_LENGTH");
    plant(settings.values().toArray(String[]::new));
    Leaks.ofThisRun().canary(IMPORTED);
    app = TestApp.start(SETTINGS);
    var server = app.anybody().withKey(SETTINGS.get("API_KEY"));
    var admin = app.anybody().withKey(SETTINGS.get("ADMIN_KEY"));

    keys(admin);
    users(server);
    inputs(server);
    rawInputs();
    events();
    faultsOfTheDatabase(server);
    faultsOfMailjet(server);
    wrongDatabase();
    var rows = new StringBuilder();
    TestDatabase.dump(app.databaseUrl, row -> rows.append(row).append('\n'));
    dump = rows.toString();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static void keys(TestHttp admin) {
    var made = admin.post("/servers/localhost/keys", "{\"label\": \"other\"}").json();
    plant(made.path("key").asText());
    var other = app.anybody().withKey(made.path("key").asText());
    assertThat(other.get("/servers").status()).isEqualTo(403);
    admin.delete("/servers/localhost/keys/" + made.path("id").asText());
    assertThat(other.get("/users").status()).isEqualTo(401);
    assertThat(admin.get("/users").status()).isEqualTo(403);
    assertThat(app.anybody().withKey(FORGED_KEY).get("/users").status()).isEqualTo(401);
    assertThat(app.anybody().with("Authorization", BROKEN).get("/users").status()).isEqualTo(401);
    assertThat(app.anybody().get("/users?api_key=" + FORGED_KEY).status()).isEqualTo(401);
    assertThat(admin.get("/servers/localhost/mails/validation").status()).isEqualTo(200);
  }

  private static String registration(String email, String password) {
    var user = Map.of("email", email, "password", password, "first_name", NAMED);
    return TestHttp.JSON.valueToTree(user).toString();
  }

  private static TestApp.ReceivedMail registered(TestHttp server, String email) {
    var keyed = server.with("Idempotency-Key", "of-" + email);
    assertThat(keyed.post("/users", registration(email, PASSWORD)).status()).isEqualTo(201);
    assertThat(keyed.post("/users", registration(email, PASSWORD)).status()).isEqualTo(201);
    assertThat(keyed.post("/users", registration(email, WRONG_PASSWORD)).code())
        .isEqualTo("idempotency_key_reused");
    var mail = app.mail(email, 1);
    plant(mail.pin(), mail.link().replaceFirst(".*/", ""));
    return mail;
  }

  private static int byPin(TestHttp server, String email, String pin) {
    return server
        .post("/validation", "{\"email\": \"" + email + "\", \"pin_code\": \"" + pin + "\"}")
        .status();
  }

  private static int signIn(TestHttp server, String email, String password) {
    var credentials = Map.of("email", email, "password", password);
    return server
        .post("/users/authenticate", TestHttp.JSON.valueToTree(credentials).toString())
        .status();
  }

  private static void users(TestHttp server) {
    var byPin = newAddress();
    var first = registered(server, byPin);
    var wrongPin = first.pin().equals("73190462") ? "73190463" : "73190462";
    plant(wrongPin);
    await().until(() -> byPin(server, byPin, wrongPin), status -> status == 422 || status == 410);
    byPin(server, byPin, first.pin());
    app.anybody().get(first.link());
    app.anybody().get(first.link() + "x");
    app.anybody().post(first.link());
    app.anybody().with("Accept", "text/html").post(first.link());
    app.anybody().post(first.link() + "/reject");
    signIn(server, byPin, WRONG_PASSWORD);
    assertThat(signIn(server, byPin, PASSWORD)).isEqualTo(200);
    server.post("/users", registration(byPin, PASSWORD));

    var rejecting = newAddress();
    var second = registered(server, rejecting);
    server.post("/users/" + rejecting + "/validation");
    app.anybody().get(second.link());
    app.anybody().with("Accept", "text/html").get(second.link());
    var third = app.mail(rejecting, 2);
    plant(third.pin(), third.link().replaceFirst(".*/", ""));
    assertThat(app.anybody().post(third.link() + "/reject").status()).isEqualTo(200);

    app.sql("update users set password_hash = '" + IMPORTED + "' where email = '" + byPin + "'");
    for (int i = 0; i < 7; i++) signIn(server, byPin, WRONG_PASSWORD);
  }

  /**
   * Invalid input with a secret in each value. Names of fields and parameters are not secret: an
   * error names an unknown one to its sender.
   */
  private static void inputs(TestHttp server) {
    var email = newAddress();
    Stream.of(
            "{\"email\": \"%s\", \"password\": %s}",
            "{\"email\": \"%s\", \"password\": \"%s",
            "{\"email\": \"%s\", \"password\": [\"%s\"]}",
            "{\"email\": \"%s\", \"password\": {\"a\": \"%s\"}}",
            "{\"email\": \"%s\", \"password\": \"%s\", \"password\": \"x\"}",
            "{\"email\": \"%s\", \"password\": \"%s\", \"more\": 1}",
            "{\"email\": \"%s\", \"passwort\": \"%s\"}",
            "{\"email\": \"%s\", \"password\": \"%s\", \"birth_date\": 12}",
            "{\"email\": \"%s\", \"password\": \"long enough it is\", \"birth_date\": \"%s\"}",
            "{\"email\": \"%s\", \"password\": \"long enough it is\", \"locale\": \"%s\"}",
            "{\"email\": \"%s %s\", \"password\": \"long enough it is\"}",
            "{\"email\": \"%s\", \"password\": \"%s\"} trailing",
            "%s %s")
        .forEach(
            body -> {
              var sent = body.formatted(email, BROKEN);
              assertThat(server.post("/users", sent).status()).as(sent).isBetween(400, 422);
              server.post("/users/authenticate", sent);
              server.post("/validation", sent);
              server.patch("/users/" + email, sent);
            });
    for (var target : List.of("/users?email=", "/users?cursor=", "/users/", "/validation/", "/"))
      server.get(target + BROKEN);
    assertThat(server.with("Content-Type", "text/plain").send("POST", "/users", BROKEN).status())
        .isEqualTo(415);
    server.post("/users", registration(email, BROKEN.repeat(600)));
  }

  private static void rawInputs() {
    for (var start :
        List.of(
            BROKEN + " / HTTP/1.1\r\nHost: a\r\n",
            "GET /validation/%zz" + BROKEN + " HTTP/1.1\r\nHost: a\r\n",
            "GET /validation/%2f" + BROKEN + " HTTP/1.1\r\nHost: a\r\n",
            "GET /validation/" + BROKEN + " HTTP/7.7\r\nHost: a\r\n",
            "GET /users HTTP/1.1\r\nHost: " + BROKEN + "\u0001\r\n",
            "GET /users HTTP/1.1\r\nHost: a\r\n" + BROKEN + "\r\n",
            "GET /users HTTP/1.1\r\nHost: a\r\nAuthorization : Bearer " + BROKEN + "\r\n",
            "GET /users HTTP/1.1\r\nHost: a\r\nX: " + BROKEN.repeat(300) + "\r\n",
            "POST /users HTTP/1.1\r\nHost: a\r\nContent-Length: " + BROKEN + "\r\n",
            "POST /mailjet/events HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + BROKEN))
      assertThat(RawHttp.send(app.port(), start + "\r\n")).startsWith("HTTP/1.1 4");
  }

  private static void events() {
    var mailjet =
        app.anybody().withBasic(TestApp.EVENTS_USER, SETTINGS.get("MAILJET_EVENTS_PASSWORD"));
    assertThat(mailjet.post("/mailjet/events", "{\"event\": \"" + BROKEN + "\"}").status())
        .isEqualTo(200);
    assertThat(mailjet.post("/mailjet/events", "{\"event\": " + BROKEN + "}").status())
        .isEqualTo(400);
    assertThat(
            app.anybody()
                .withBasic(TestApp.EVENTS_USER, WRONG_PASSWORD)
                .post("/mailjet/events", "[]")
                .status())
        .isEqualTo(401);
  }

  /** Causes errors of the database, whose messages can quote rows and arguments. */
  private static void faultsOfTheDatabase(TestHttp server) {
    for (var fault :
        List.of(
            "alter table users add constraint fault check (first_name <> 'Canary') not valid;"
                + "alter table users drop constraint fault",
            "alter table users rename locale to fault; alter table users rename fault to locale",
            "alter table users add fault integer not null default 1;"
                + "alter table users alter fault drop default; alter table users drop fault",
            "create unique index fault on users (first_name) where first_name = 'Canary' and email > 'z';"
                + "drop index fault",
            "create function fault() returns trigger language plpgsql as"
                + " $$ begin perform new.email::integer; return new; end $$%"
                + "create trigger fault before insert on users for each row execute function fault();"
                + "drop function fault cascade")) {
      var cut = fault.lastIndexOf(';');
      app.sql(fault.substring(0, cut).replace("%", ";"));
      server
          .with("Idempotency-Key", newAddress())
          .post("/users", registration(newAddress(), PASSWORD));
      signIn(server, newAddress(), PASSWORD);
      app.sql(fault.substring(cut + 1));
    }
  }

  /** Lets Mailjet answer with a secret, and with other invalid answers. */
  private static void faultsOfMailjet(TestHttp server) {
    var answers =
        List.<MailjetStub.Answer>of(
            MailjetStub.Answer.CUT,
            new MailjetStub.Answer(200, "not JSON " + BROKEN),
            new MailjetStub.Answer(400, "{\"ErrorMessage\": \"" + BROKEN + "\"}"),
            new MailjetStub.Answer(500, "<html>" + BROKEN),
            new MailjetStub.Answer(401, "{\"ErrorMessage\": \"" + BROKEN + "\"}"));
    for (var answer : answers) {
      var email = newAddress();
      var calls = app.mailjet.calls().size();
      app.mailjet.answer(call -> answer);
      assertThat(server.post("/users", registration(email, PASSWORD)).status()).isEqualTo(201);
      await().until(() -> app.mailjet.calls().size() > calls);
    }
    await()
        .until(
            () -> app.anybody().get("/health/ready").json().path("mail").asText().equals("paused"));
  }

  private static void wrongDatabase() {
    for (var url :
        List.of("jdbc:postgresql://a/b/c?password=", "jdbc:postgresql://a:port/b?password=")) {
      var settings = new HashMap<>(SETTINGS);
      settings.put("DATABASE_URL", url + SETTINGS.get("DATABASE_PASSWORD"));
      settings.put("MAIL_FROM", "hello@example.com");
      settings.put("MAILJET_EVENTS_USER", "mailjet");
      var failure = catchThrowable(() -> Main.start(Settings.read(settings)));
      assertThat(failure).isNotNull();
      Leaks.ofThisRun().seen("start", failure.getMessage());
    }
    var wrong = Map.of("API_KEY", BROKEN, "ADMIN_KEY", "x", "DATABASE_URL", BROKEN);
    Leaks.ofThisRun().seen("start", catchThrowable(() -> Settings.read(wrong)).getMessage());
  }

  @Test
  void every_canary_was_planted() {
    assertThat(CANARIES).hasSize(4 + SETTINGS.size() - 1 + 1 + 3 * 2 + 1).doesNotHaveDuplicates();
    assertThat(Leaks.ofThisRun().size()).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/openapi.json", "/health/live", "/health/ready", "/metrics", "/docs"})
  void documents_health_and_metrics_have_no_secret(String path) {
    for (var caller : List.of(app.anybody(), app.anybody().withKey(SETTINGS.get("ADMIN_KEY")))) {
      var body = caller.get(path).body();
      assertThat(CANARIES).noneMatch(body::contains);
    }
  }

  @Test
  void the_database_has_no_planted_secret() {
    assertThat(dump).contains(IMPORTED).contains("of-ada-"); // it is a full dump
    assertThat(CANARIES).noneMatch(dump::contains);
    assertThat(Leaks.ofThisRun().secretsIn(dump)).containsOnly(IMPORTED);
  }

  @Test
  void no_database_of_any_test_has_a_secret() {
    var found =
        TestDatabase.created().parallelStream().flatMap(url -> secretsIn(url).stream()).toList();

    assertThat(found).isEmpty();
  }

  /** The rows of a database that have a secret. */
  private static List<String> secretsIn(String url) {
    var found = new ArrayList<String>();
    TestDatabase.dump(
        url,
        row -> {
          var secrets = Leaks.ofThisRun().secretsIn(row);
          secrets.remove(IMPORTED);
          if (!secrets.isEmpty()) found.add(secrets + " in " + row);
        });
    return found;
  }

  @Test
  void no_log_line_and_no_error_of_any_test_has_a_secret() {
    assertThat(Leaks.ofThisRun().found()).isEmpty();
  }
}
