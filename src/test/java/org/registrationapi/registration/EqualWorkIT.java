package org.registrationapi.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.registrationapi.kit.DatabaseProxy;
import org.registrationapi.kit.DatabaseProxy.RoundTrip;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.LinkSecrets;
import org.registrationapi.secrets.LinkSecrets.LinkId;
import org.registrationapi.secrets.Secret;
import org.registrationapi.secrets.SecretKeys;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.TestHttp;
import org.registrationapi.testing.TestHttp.Answer;

/**
 * A request does as much work for every address, known or not. The time of a request to a database
 * far away is that of its round trips and commits, which are counted between the two.
 */
@Execution(ExecutionMode.CONCURRENT)
class EqualWorkIT {
  private static final String ORIGIN = "https://shop.example";

  /**
   * Reads of cached rows, and how connections are opened and checked: that comes by time, not by
   * request.
   */
  private static final Pattern BY_TIME =
      Pattern.compile(
          "|(set|show) .*|.*(from api_keys|from servers|key_uses).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static String database;
  private static DatabaseProxy proxy;
  private static TestApp app;
  private static TestHttp server;
  private static TestHttp page;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    proxy = new DatabaseProxy(database, () -> {});
    app =
        TestApp.startRequestsOnly(
            proxy.url() + "&prepareThreshold=0", // sends statements with their text
            Map.of("CLIENT_REGISTRATIONS_PER_HOUR", "1000", "CLIENT_TRIES_PER_HOUR", "1000"));
    server = app.newServer("\"privacy\": \"strict\"");
    var key =
        app.admin()
            .post(
                "/servers/" + server.name() + "/keys",
                "{\"kind\": \"publishable\", \"allowed_origins\": [\"%s\"]}".formatted(ORIGIN));
    page = app.anybody().withKey(key.json().path("key").asText()).with("Origin", ORIGIN);
  }

  @AfterAll
  static void stop() {
    app.close();
    proxy.close();
  }

  /** What an address is at the server. */
  enum Address {
    UNKNOWN,
    PENDING,
    PENDING_WITHOUT_PIN,
    ACTIVATED,
    ACTIVATED_WITHOUT_VALIDATION;

    String create() {
      var email = newAddress();
      if (this != UNKNOWN) server.post("/users", registration(email));
      var id = "(select id from users where email = '" + email + "')";
      if (name().startsWith("ACTIVATED"))
        app.sql("update users set time_activated = now() where id = " + id);
      if (this == PENDING_WITHOUT_PIN)
        app.sql("update validations set pin_expires_at = now() where user_id = " + id);
      if (this == ACTIVATED_WITHOUT_VALIDATION)
        app.sql("delete from validations where user_id = " + id);
      return email;
    }
  }

  /** What all servers together know of an address. */
  enum Condition {
    USUAL(""),
    BOUNCED("insert into bounced_addresses (email_key, reason) values ('%s', 'no such mailbox')"),
    OVER_MAIL_LIMIT(
        """
        insert into mail_allowances (email_key, mails, window_start, time_promised)
        values ('%s', 1000, now(), now())
        on conflict (email_key) do update set mails = excluded.mails
        """);

    private final String sql;

    Condition(String sql) {
      this.sql = sql;
    }

    void apply(String email) {
      if (!sql.isEmpty()) app.sql(sql.formatted(email));
    }
  }

  private static final Map<String, Function<String, Answer>> REQUESTS = new LinkedHashMap<>();

  static {
    REQUESTS.put("register", email -> server.post("/users", registration(email)));
    REQUESTS.put(
        "register with an Idempotency-Key",
        email ->
            server
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .post("/users", registration(email)));
    REQUESTS.put("register from a page", email -> page.post("/users", registration(email)));
    REQUESTS.put("wrong PIN", email -> server.post("/validation", wrongPin(email)));
    REQUESTS.put(
        "wrong PIN with an id",
        email ->
            server.post(
                "/validation",
                wrongPin(email).replace("}", ", \"id\": \"" + UUID.randomUUID() + "\"}")));
    REQUESTS.put("wrong PIN from a page", email -> page.post("/validation", wrongPin(email)));
    REQUESTS.put(
        "wrong password",
        email ->
            server.post(
                "/users/authenticate",
                """
                {"email": "%s", "password": "a wrong password", "client_address": "203.0.113.9"}"""
                    .formatted(email)));
    REQUESTS.put(
        "reset", email -> server.post("/users/password-reset", "{\"email\": \"" + email + "\"}"));
    REQUESTS.put("new link", email -> newLink("validation", email));
    REQUESTS.put("new link to choose a password", email -> newLink("password_reset", email));
    REQUESTS.put(
        "change of address",
        email ->
            server.post(
                "/users/" + EqualWorkIT.someUser + "/email", "{\"email\": \"" + email + "\"}"));
  }

  private static String someUser;

  /** Asks with the token of a mail to the address; without a user it is that of a deleted mail. */
  private static Answer newLink(String kind, String email) {
    var mail =
        """
        insert into mails (server_id, id, user_id, kind, recipient, status)
        select server_id, gen_random_uuid(), id, '%s', email, 'sent' from users where email = '%s'
        returning id"""
            .formatted(kind, email);
    var exists =
        TestDatabase.query(database, "select count(*) from users where email = '" + email + "'");
    var id =
        exists.equals("0")
            ? UUID.randomUUID()
            : UUID.fromString(TestDatabase.query(database, mail));
    var serverId =
        TestDatabase.query(database, "select id from servers where name = '" + server.name() + "'");
    var purpose = LinkPurpose.valueOf(kind.toUpperCase(Locale.ROOT));
    var secrets = new LinkSecrets(SecretKeys.only(new Secret(TestApp.SECRET_KEY)), 6);
    var token = secrets.token(purpose, new LinkId(Long.parseLong(serverId), id));
    return app.anybody().post(purpose.path() + token + "/new-link");
  }

  private static String wrongPin(String email) {
    return "{\"email\": \"%s\", \"pin_code\": \"00000000\"}".formatted(email);
  }

  /** The status of the answer, and the counted work. */
  private record Work(int status, int roundTrips, int transactions) {}

  static final List<Arguments> CASES =
      REQUESTS.keySet().stream()
          .flatMap(
              request ->
                  Stream.of(Condition.values())
                      .filter(condition -> isPossible(request, condition))
                      .map(condition -> Arguments.of(request, condition)))
          .toList();

  /** An address whose token a person has received a mail, so it is not known to bounce. */
  private static boolean isPossible(String request, Condition condition) {
    return !request.startsWith("new link") || condition != Condition.BOUNCED;
  }

  @ParameterizedTest
  @FieldSource("CASES")
  @Execution(ExecutionMode.SAME_THREAD) // the proxy counts one request at a time
  void every_address_costs_as_many_round_trips_and_commits(String request, Condition condition) {
    someUser = Address.ACTIVATED.create();
    var work = new EnumMap<Address, Work>(Address.class);
    var statements = new EnumMap<Address, List<RoundTrip>>(Address.class);
    for (var address : Address.values()) {
      var email = address.create();
      condition.apply(email);
      proxy.forget();

      var answer = REQUESTS.get(request).apply(email);

      var trips = roundTrips();
      statements.put(address, trips);
      var ends = trips.stream().filter(RoundTrip::endsTransaction).count();
      work.put(address, new Work(answer.status(), trips.size(), (int) ends));
    }
    assertThat(work.get(Address.UNKNOWN).status()).isBetween(202, 429);
    assertThat(work.get(Address.UNKNOWN).roundTrips()).isPositive();
    assertThat(work.values())
        .as("%s: %s", work, statements)
        .containsOnly(work.get(Address.UNKNOWN));
  }

  private static List<RoundTrip> roundTrips() {
    return proxy.roundTrips().stream()
        .filter(trip -> !BY_TIME.matcher(trip.sql()).matches())
        .toList();
  }
}
