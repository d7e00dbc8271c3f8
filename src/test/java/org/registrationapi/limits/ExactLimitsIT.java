package org.registrationapi.limits;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;
import org.registrationapi.testing.TestHttp.Answer;

/**
 * Every counting limit allows exactly its number of requests: in sequence and at once, at two
 * instances, and again when its window is over. The wait after wrong passwords is not in the table,
 * because its first wait is a second of real time.
 */
@Execution(ExecutionMode.CONCURRENT)
class ExactLimitsIT {
  private static final int AT_ONCE = 20;
  private static final int MANY_TRIES = 20;
  private static final AtomicInteger CLIENTS = new AtomicInteger();

  /** Two instances on one database, by the number that all limits have. */
  private static final Map<Integer, List<TestApp>> PAIRS = new HashMap<>();

  /**
   * A limit.
   *
   * @param subject prepares a new subject of the limit, and returns the requests to count
   * @param refused status and code over the limit
   */
  private record Limit(
      String name,
      int allowed,
      String refused,
      Function<List<TestApp>, Function<TestApp, Answer>> subject) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Limit> LIMITS =
      List.of(
          new Limit("mails by registering", 201, "429 too_many_mails", apps -> registering()),
          new Limit("mails to tags", 201, "429 too_many_mails", apps -> registeringTags()),
          new Limit("mails by changing", 202, "429 too_many_mails", ExactLimitsIT::changing),
          new Limit("password tries of an email", 401, "429 too_many_guesses", apps -> guessing()),
          new Limit(
              "PIN tries of an email by many clients",
              422,
              "429 too_many_guesses",
              ExactLimitsIT::pinTriesOfMany),
          new Limit(
              "PIN tries with an id", 422, "429 too_many_guesses", ExactLimitsIT::pinTriesWithId),
          new Limit("PIN tries of an email", 422, "429 too_many_guesses", ExactLimitsIT::pinTries),
          new Limit("password tries of a client", 401, "429 too_many_guesses", apps -> signingIn()),
          new Limit("PIN tries of a client", 422, "429 too_many_guesses", ExactLimitsIT::pagePins),
          new Limit(
              "registrations of a client",
              202,
              "429 too_many_registrations",
              ExactLimitsIT::pageRegistrations),
          new Limit(
              "invalid registrations of a client",
              422,
              "429 too_many_registrations",
              ExactLimitsIT::invalidRegistrations));

  @AfterAll
  static void stop() {
    PAIRS.values().forEach(pair -> pair.forEach(TestApp::close));
  }

  private static List<TestApp> pair(int number) {
    return PAIRS.computeIfAbsent(
        number,
        n -> {
          var settings =
              Map.of(
                  "MAILS_PER_ADDRESS", "" + n,
                  "PIN_TRIES", "" + MANY_TRIES,
                  "PIN_TRIES_PER_HOUR", "" + n,
                  "ADDRESS_TRIES_PER_HOUR", "" + n,
                  "CLIENT_TRIES_PER_HOUR", "" + n,
                  "CLIENT_REGISTRATIONS_PER_HOUR", "" + n,
                  "HASHING_QUEUE", "200",
                  "TRUSTED_PROXIES", "127.0.0.1");
          var first = TestApp.start(settings);
          return List.of(first, TestApp.startBeside(first, settings));
        });
  }

  private static Function<TestApp, Answer> registering() {
    var email = newAddress();
    return app -> app.register(email);
  }

  private static Function<TestApp, Answer> registeringTags() {
    var email = newAddress();
    var tags = new AtomicInteger();
    return app -> app.register(email.replace("@", "+" + tags.incrementAndGet() + "@"));
  }

  private static Function<TestApp, Answer> pinTries(List<TestApp> apps) {
    var server = apps.get(0).newServer("\"privacy\": \"strict\"");
    var email = newAddress();
    return app -> pin(server.at(app.port()), email);
  }

  private static Function<TestApp, Answer> pinTriesOfMany(List<TestApp> apps) {
    var server = apps.get(0).newServer("\"privacy\": \"strict\"");
    var email = newAddress();
    return app -> pin(server.at(app.port()), email, "client_address", newClient());
  }

  private static Function<TestApp, Answer> pinTriesWithId(List<TestApp> apps) {
    var server = apps.get(0).newServer("\"privacy\": \"strict\"");
    var email = newAddress();
    var id = UUID.randomUUID().toString();
    return app -> pin(server.at(app.port()), email, "id", id);
  }

  private static Function<TestApp, Answer> changing(List<TestApp> apps) {
    var user = newAddress();
    apps.get(0).register(user);
    apps.get(0).sql("update users set time_activated = now() where email = '" + user + "'");
    var wanted = "{\"email\": \"" + newAddress() + "\"}";
    return app -> app.http().post("/users/" + user + "/email", wanted);
  }

  private static Function<TestApp, Answer> signingIn() {
    var client = newClient();
    return app -> signIn(app, newAddress(), client);
  }

  private static Function<TestApp, Answer> guessing() {
    var email = newAddress();
    return app -> signIn(app, email, newClient());
  }

  private static Answer signIn(TestApp app, String email, String client) {
    return app.http()
        .post(
            "/users/authenticate",
            "{\"email\": \"%s\", \"password\": \"wrong horse\", \"client_address\": \"%s\"}"
                .formatted(email, client));
  }

  private static Function<TestApp, Answer> pagePins(List<TestApp> apps) {
    var page = page(apps.get(0));
    return app -> pin(page.at(app.port()), newAddress());
  }

  private static Function<TestApp, Answer> pageRegistrations(List<TestApp> apps) {
    var page = page(apps.get(0));
    return app -> page.at(app.port()).post("/users", registration(newAddress()));
  }

  private static Function<TestApp, Answer> invalidRegistrations(List<TestApp> apps) {
    var page = page(apps.get(0));
    return app -> page.at(app.port()).post("/users", registration("ada"));
  }

  private static Answer pin(TestHttp http, String email, String field, String value) {
    return http.post(
        "/validation",
        "{\"email\": \"%s\", \"pin_code\": \"00000000\", \"%s\": \"%s\"}"
            .formatted(email, field, value));
  }

  private static Answer pin(TestHttp http, String email) {
    return http.post(
        "/validation", "{\"email\": \"%s\", \"pin_code\": \"00000000\"}".formatted(email));
  }

  /** Requests of one browser, with a publishable key. */
  private static TestHttp page(TestApp app) {
    var key =
        app.admin()
            .post(
                "/servers/" + app.newServer("").name() + "/keys",
                "{\"kind\": \"publishable\", \"allowed_origins\": [\"https://shop.example\"]}")
            .json()
            .path("key")
            .asText();
    return app.anybody()
        .withKey(key)
        .with("Origin", "https://shop.example")
        .with("X-Forwarded-For", newClient());
  }

  private static String newClient() {
    var number = CLIENTS.incrementAndGet();
    return "203.0." + number / 250 + "." + (1 + number % 250);
  }

  static List<Arguments> limits() {
    var all = new ArrayList<Arguments>();
    for (var number : List.of(1, 2, 7))
      for (var limit : LIMITS) all.add(Arguments.of(limit, number));
    return all;
  }

  @Execution(ExecutionMode.SAME_THREAD) // the windows of all subjects end together
  @ParameterizedTest
  @MethodSource("limits")
  void requests_in_sequence_are_allowed_exactly_to_the_limit_in_each_window(
      Limit limit, int number) {
    var apps = pair(number);
    var request = limit.subject().apply(apps);

    for (int window = 0; window < 2; window++) {
      var answers =
          IntStream.range(0, number + 3).mapToObj(i -> shown(request.apply(apps.get(i % 2))));

      assertThat(answers).containsExactlyElementsOf(expected(limit, number, 3));
      endWindow(apps.get(0));
    }
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @ParameterizedTest
  @MethodSource("limits")
  void concurrent_requests_are_allowed_exactly_to_the_limit(Limit limit, int number) {
    var apps = pair(number);
    var request = limit.subject().apply(apps);

    var answers = Race.answers(AT_ONCE, i -> request.apply(apps.get(i % 2)));

    assertThat(answers.stream().map(ExactLimitsIT::shown).collect(groupingBy(a -> a, counting())))
        .isEqualTo(
            expected(limit, number, AT_ONCE - number).stream()
                .collect(groupingBy(a -> a, counting())));
  }

  private static List<String> expected(Limit limit, int allowed, int refused) {
    var all = new ArrayList<String>();
    for (int i = 0; i < allowed; i++) all.add("" + limit.allowed());
    for (int i = 0; i < refused; i++) all.add(limit.refused());
    return all;
  }

  private static String shown(Answer answer) {
    return answer.status() == 429 ? "429 " + answer.code() : "" + answer.status();
  }

  /** Moves the last try and mail of every subject to exactly the length of the window ago. */
  private static void endWindow(TestApp app) {
    app.sql("update guesses set time_tried = now() - interval '1 hour', blocked_until = now()");
    app.sql(
        """
        update mail_allowances set window_start = now() - interval '24 hours',
                                   time_promised = now() - interval '24 hours'""");
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void concurrent_requests_for_a_password_are_promised_exactly_as_many_mails(int number) {
    var apps = pair(number);
    var email = newAddress();

    Race.answers(
        AT_ONCE,
        i ->
            apps.get(i % 2).http().post("/users/password-reset", "{\"email\": \"" + email + "\"}"));

    assertThat(
            apps.get(0)
                .query("select mails from mail_allowances where email_key = '1 " + email + "'"))
        .isEqualTo("" + number);
  }

  @Test
  void wrong_tries_of_a_PIN_are_allowed_exactly_to_the_limit() {
    var settings = Map.of("PIN_TRIES", "2", "PIN_TRIES_PER_HOUR", "1000");
    try (var first = TestApp.start(settings);
        var second = TestApp.startBeside(first, settings)) {
      var email = newAddress();
      first.register(email);
      var apps = List.of(first, second);

      var answers = Race.answers(MANY_TRIES, i -> pin(apps.get(i % 2).http(), email));

      assertThat(answers).filteredOn(answer -> answer.status() == 422).hasSize(2);
      assertThat(answers)
          .filteredOn(answer -> answer.status() == 410)
          .hasSize(MANY_TRIES - 2)
          .allMatch(answer -> answer.code().equals("pin_used_up"));
    }
  }
}
