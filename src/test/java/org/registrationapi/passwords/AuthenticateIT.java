package org.registrationapi.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.EqualTime;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;
import org.registrationapi.testing.TestHttp.Answer;

/** Password checks and the limits on guesses. */
class AuthenticateIT {
  private static final TestApp APP = SharedApp.APP;
  private static final String PASSWORD = "correct horse battery";
  private static final String WAIT = "round(extract(epoch from blocked_until - time_tried))";
  private static final String OURS = "$argon2id$v=19$m=19456,t=2,p=1$";

  private final String email = newAddress();

  private static Answer send(TestHttp server, String email, String password) {
    return server.post(
        "/users/authenticate",
        "{\"email\": \"" + email + "\", \"password\": \"" + password + "\"}");
  }

  private Answer send(String password) {
    return send(APP.http(), email, password);
  }

  private void activate() {
    assertThat(APP.register(email).status()).isEqualTo(201);
    APP.sql("update users set time_activated = now() where email = '%s'".formatted(email));
  }

  private String hash() {
    return APP.query("select password_hash from users where email = '" + email + "'");
  }

  private String guesses(String column) {
    return APP.query(
        "select "
            + column
            + " from guesses where purpose = 'password' and subject = '"
            + email
            + "'");
  }

  private void waitUntilAllowed() {
    APP.sql("update guesses set blocked_until = now() where subject = '%s'".formatted(email));
  }

  @Test
  void the_right_password_returns_the_user() {
    activate();
    APP.userOnceSent(email); // its mail does not change any more

    var answer = send(PASSWORD);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json()).isEqualTo(APP.user(email));
    assertThat(send(APP.http(), email.toUpperCase(java.util.Locale.ROOT), PASSWORD).status())
        .isEqualTo(200);
  }

  @Test
  void a_wrong_password_an_unknown_address_and_another_server_get_the_same_answer() {
    activate();
    var body =
        """
        {"type":"about:blank","title":"Unauthorized","status":401,\
        "detail":"There is no user with this address and password.",\
        "code":"wrong_credentials","request_id":"%s"}""";

    var wrong = send("correct horse batterz");
    var unknown = send(APP.http(), newAddress(), PASSWORD);
    var foreign = send(APP.newServer(""), email, PASSWORD);

    for (var answer : new Answer[] {wrong, unknown, foreign}) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.body()).isEqualTo(body.formatted(answer.header("X-Request-Id")));
    }
  }

  @Test
  void not_activated_is_answered_only_to_the_right_password() {
    APP.register(email);

    assertThat(send("wrong horse battery").code()).isEqualTo("wrong_credentials");
    var right = send(PASSWORD);
    assertThat(right.status()).isEqualTo(403);
    assertThat(right.code()).isEqualTo("not_activated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2y$04$0123456789abcdefghijku0xyDy2.5PjRwtsgm/pAlNmY67asCqty",
        "$argon2i$v=19$m=1024,t=2,p=1$RZtskoOBx67tP5FcQ8d6rw$I8pr1nWyl7q33/zSLIhlxJSJ2sTimzKwg1/il9D4vmc",
        "$pbkdf2-sha256$i=1000,l=32$MDEyMzQ1Njc4OWFiY2RlZg$BVALGMmC/K/8ELErc5VgJxyPFApArIZRCQsqjEgZWJ4"
      })
  void an_imported_hash_is_replaced_after_the_first_right_password(String imported) {
    activate();
    APP.sql("update users set password_hash = '%s' where email = '%s'".formatted(imported, email));

    assertThat(send("wrong horse battery").status()).isEqualTo(401);
    assertThat(hash()).isEqualTo(imported);
    assertThat(send(PASSWORD).status()).isEqualTo(200);
    var ours = hash();
    assertThat(ours).startsWith(OURS);
    assertThat(send(PASSWORD).status()).isEqualTo(200);
    assertThat(hash()).isEqualTo(ours);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"email\": \"ada@example.com\"}|password required",
        "{\"password\": \"correct horse\"}|email required",
        "{\"email\": \"ada\", \"password\": \"correct horse\"}|email invalid_email",
        "{\"email\": \"ada@example.com\", \"password\": \"\\ud800\"}|password invalid_text",
        "{\"email\": \"ada@example.com\", \"password\": 1}|password wrong_type"
      })
  void an_invalid_request_is_422(String body, String error) {
    var answer = APP.http().post("/users/authenticate", body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fieldError()).isEqualTo(error);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void five_wrong_guesses_block_known_and_unknown_addresses(boolean known) {
    if (known) activate();
    for (int i = 0; i < 5; i++) assertThat(send("wrong horse").status()).isEqualTo(401);
    assertThat(guesses(WAIT)).isEqualTo("1");
    APP.sql(
        "update guesses set blocked_until = now() + interval '10 minutes' where subject = '%s'"
            .formatted(email));

    var answer = send(PASSWORD);

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.body())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Too Many Requests","status":429,\
            "detail":"There were too many tries; try again later.",\
            "code":"too_many_guesses","request_id":"%s"}"""
                .formatted(answer.header("X-Request-Id")));
    assertThat(Long.parseLong(answer.header("Retry-After"))).isBetween(500L, 600L);
  }

  @Test
  void the_wait_doubles_up_to_15_minutes_and_is_never_a_lockout() {
    activate();
    APP.sql(
        """
        insert into guesses values (1, 'password', '%s', 7, now(), now())
        """
            .formatted(email));

    assertThat(send("wrong horse").status()).isEqualTo(401);
    assertThat(guesses(WAIT)).isEqualTo("8");
    APP.sql(
        "update guesses set tries = 2000000000 where purpose = 'password' and subject = '%s'"
            .formatted(email));
    waitUntilAllowed();
    assertThat(send("wrong horse").status()).isEqualTo(401);
    assertThat(guesses(WAIT)).isEqualTo("900");
    waitUntilAllowed();
    assertThat(send(PASSWORD).status()).isEqualTo(200);
    assertThat(guesses("count(*)")).isEqualTo("0");
  }

  @Test
  void guesses_expire_after_a_day() {
    guessedADayAgo(email);

    assertThat(send("wrong horse").status()).isEqualTo(401);

    assertThat(guesses("tries")).isEqualTo("1");
  }

  @Test
  void the_cleanup_at_the_start_deletes_expired_guesses() {
    guessedADayAgo(email);

    try (var starting = TestApp.startBeside(APP, Map.of())) { // it cleans up at its start
      var rows = "select count(*) from guesses where subject = '" + email + "'";
      await().until(() -> starting.query(rows), "0"::equals);
    }
  }

  private static void guessedADayAgo(String email) {
    APP.sql(
        "insert into guesses values (1, 'password', '%s', 9, now(), now() - interval '24 hours')"
            .formatted(email));
  }

  @Test
  void only_one_of_fifty_concurrent_guesses_is_checked() {
    activate();
    APP.sql("insert into guesses values (1, 'password', '%s', 13, now(), now())".formatted(email));

    var answers = Race.of(50, i -> send("wrong horse " + i));

    assertThat(answers.stream().filter(answer -> answer.status() == 401)).hasSize(1);
    assertThat(answers)
        .extracting(Answer::status)
        .allMatch(status -> List.of(401, 429, 503).contains(status)); // 503: hashing is busy
  }

  @Test
  void known_and_unknown_addresses_each_cost_one_hash() {
    activate();

    for (var address : List.of(email, newAddress()))
      assertThat(APP.hashesOf(() -> send(APP.http(), address, "wrong horse battery"))).isEqualTo(1);
  }

  @Tag("long")
  @Test
  void known_and_unknown_addresses_take_equally_long() {
    var server = APP.newServer("");
    server.post("/users", TestApp.registration(email));
    var known = Stream.generate(TestApp::newAddress).limit(EqualTime.calls()).toList();
    for (var address : known)
      APP.sql(
          """
          insert into users (server_id, id, email, email_key, password_hash, time_activated)
          select server_id, gen_random_uuid(), '%s', '%s', password_hash, now() from users where email = '%s'"""
              .formatted(address, address, email));

    EqualTime.check(
        Map.of(
            "known", i -> send(server, known.get(i), "wrong horse battery"),
            "unknown", i -> send(server, newAddress(), "wrong horse battery")));
  }
}
