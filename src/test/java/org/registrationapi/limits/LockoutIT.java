package org.registrationapi.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;
import org.registrationapi.testing.TestHttp.Answer;

/** Strangers who guess do not keep the owner of an address from signing in. */
@Tag("long")
class LockoutIT {
  private static final TestApp APP = TestApp.start(Map.of("MAILS_PER_ADDRESS", "5"));
  private static final AtomicInteger CLIENTS = new AtomicInteger();
  private static final String RIGHT = "correct horse battery";
  private static final String WRONG = "wrong horse battery";
  private static final int TRIES_OF_THE_OWNER = 22;
  private static final int GUESSES_BETWEEN = 10;

  private final TestHttp server = APP.newServer("");
  private final String email = newAddress();

  @AfterAll
  static void stop() {
    APP.close();
  }

  private static String newClient() {
    var number = CLIENTS.incrementAndGet();
    return "198." + (18 + number / 62_500) + "." + number / 250 % 250 + "." + (1 + number % 250);
  }

  private void activate() {
    server.post("/users", registration(email));
    APP.sql("update users set time_activated = now() where email = '" + email + "'");
  }

  private Answer signIn(String email, String password, String client) {
    return server.post(
        "/users/authenticate",
        "{\"email\": \"%s\", \"password\": \"%s\", \"client_address\": \"%s\"}"
            .formatted(email, password, client));
  }

  private Answer signIn(String password, String client) {
    return signIn(email, password, client);
  }

  /** How often the owner signs in while strangers guess ten times before each try. */
  private int successes(Supplier<String> stranger, Supplier<String> owner) {
    var successes = 0;
    for (int i = 0; i < TRIES_OF_THE_OWNER; i++) {
      for (int guess = 0; guess < GUESSES_BETWEEN; guess++) signIn(WRONG, stranger.get());
      if (signIn(RIGHT, owner.get()).status() == 200) successes++;
    }
    return successes;
  }

  /** Uses up the tries that clients that are not known have together. */
  private void exhaustAddress() {
    exhaustAddress(100);
  }

  private void exhaustAddress(int left) {
    for (int i = 0; i < left; i++)
      assertThat(signIn(WRONG, newClient()).status()).as("try %d", i).isEqualTo(401);
    assertThat(signIn(RIGHT, newClient()).code()).isEqualTo("too_many_guesses");
  }

  @Test
  void one_stranger_does_not_delay_the_owner_at_any_client() {
    activate();
    var stranger = newClient();

    assertThat(successes(() -> stranger, LockoutIT::newClient)).isEqualTo(22);
  }

  @Test
  void many_strangers_do_not_delay_the_owner_at_a_known_client() {
    activate();
    var owner = newClient();
    assertThat(signIn(RIGHT, owner).status()).isEqualTo(200);

    assertThat(successes(LockoutIT::newClient, () -> owner)).isEqualTo(22);
  }

  @Test
  void a_hundred_guesses_of_many_strangers_delay_the_owner_at_new_clients_for_an_hour() {
    activate();

    assertThat(successes(LockoutIT::newClient, LockoutIT::newClient)).isEqualTo(9);

    var refused = signIn(RIGHT, newClient());
    assertThat(refused.code()).isEqualTo("too_many_guesses");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3_500, 3_600);
    APP.sql("update guesses set blocked_until = now(), time_tried = now() - interval '1 hour'");
    assertThat(signIn(RIGHT, newClient()).status()).isEqualTo(200);
  }

  @Test
  void a_known_client_has_waits_of_its_own() {
    activate();
    var owner = newClient();
    signIn(RIGHT, owner);
    exhaustAddress();
    for (int i = 0; i < 5; i++) assertThat(signIn(WRONG, owner).status()).isEqualTo(401);
    var own = "where subject = '" + email + " " + owner + "'";
    APP.sql("update guesses set blocked_until = now() + interval '10 minutes' " + own);

    assertThat(signIn(RIGHT, owner).code()).isEqualTo("too_many_guesses");
    APP.sql("update guesses set blocked_until = now() " + own);
    assertThat(signIn(RIGHT, owner).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"29 days 23 hours, 200", "30 days, 429"})
  void a_client_is_known_for_thirty_days(String age, int status) {
    activate();
    var owner = newClient();
    signIn(RIGHT, owner);
    exhaustAddress();

    APP.sql(
        "update known_clients set time_authenticated = now() - interval '%s' where client = '%s'"
            .formatted(age, owner));

    assertThat(signIn(RIGHT, owner).status()).isEqualTo(status);
  }

  @Test
  void only_a_right_password_of_an_activated_user_makes_a_client_known_and_only_at_that_address() {
    var client = newClient();
    server.post("/users", registration(email));
    assertThat(signIn(RIGHT, client).code()).isEqualTo("not_activated");
    assertThat(signIn(WRONG, client).status()).isEqualTo(401);
    var other = newAddress();
    server.post("/users", registration(other));
    APP.sql("update users set time_activated = now() where email = '" + other + "'");
    assertThat(signIn(other, RIGHT, client).status()).isEqualTo(200);
    exhaustAddress(99);

    assertThat(signIn(RIGHT, client).code()).isEqualTo("too_many_guesses");
    assertThat(signIn(other, RIGHT, client).status()).isEqualTo(200);
  }

  @Test
  void known_clients_are_deleted_with_their_user_and_when_they_are_old() {
    activate();
    var kept = newClient();
    var old = newClient();
    signIn(RIGHT, kept);
    signIn(RIGHT, old);
    APP.sql(
        "update known_clients set time_authenticated = now() - interval '30 days' where client = '%s'"
            .formatted(old));
    var rows = "select string_agg(client, ' ') from known_clients where client in ('%s', '%s')";

    try (var other = TestApp.startBeside(APP, Map.of())) {
      org.awaitility.Awaitility.await()
          .until(() -> kept.equals(other.query(rows.formatted(kept, old))));
    }
    server.delete("/users/" + email);
    assertThat(APP.query(rows.formatted(kept, old))).isNull();
  }

  @Test
  void without_client_addresses_all_guesses_at_an_address_are_counted_together() {
    activate();
    var body = "{\"email\": \"%s\", \"password\": \"%s\"}";
    for (int i = 0; i < 5; i++) server.post("/users/authenticate", body.formatted(email, WRONG));
    APP.sql("update guesses set blocked_until = now() + interval '10 minutes'");

    assertThat(server.post("/users/authenticate", body.formatted(email, RIGHT)).code())
        .isEqualTo("too_many_guesses");
    assertThat(signIn(RIGHT, newClient()).code()).isEqualTo("too_many_guesses");
  }

  @Test
  void a_new_password_ends_the_waits_of_every_client() {
    activate();
    exhaustAddress();
    var owner = newClient();
    for (int i = 0; i < 5; i++) signIn(WRONG, owner);

    server.post("/users/password-reset", "{\"email\": \"" + email + "\"}");
    var link = APP.mail(email, 2).link();
    APP.anybody().post(link, "{\"password\": \"another horse battery\"}");

    assertThat(signIn("another horse battery", owner).status()).isEqualTo(200);
    assertThat(signIn("another horse battery", newClient()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "strict"})
  void many_wrong_PINs_of_strangers_do_not_stop_the_PIN_with_the_id_of_its_registration(
      String privacy) {
    var other = APP.newServer("\"privacy\": \"" + privacy + "\"");
    var id = other.post("/users", registration(email)).json().path("id").asText();
    var pin = "{\"email\": \"%s\", \"pin_code\": \"%s\", \"%s\": \"%s\"}";
    for (int i = 0; i < 120; i++)
      other.post("/validation", pin.formatted(email, "00000000", "client_address", newClient()));

    var answer =
        other.post("/validation", pin.formatted(email, APP.mail(email, 1).pin(), "id", id));

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void registrations_by_strangers_do_not_use_up_the_mails_that_reset_a_password() {
    activate();
    for (int i = 0; i < 4; i++)
      assertThat(APP.newServer("").post("/users", registration(email)).status()).isEqualTo(201);
    var refused = APP.newServer("").post("/users", registration(email));
    assertThat(refused.code()).isEqualTo("too_many_mails");

    server.post("/users/password-reset", "{\"email\": \"" + email + "\"}");

    var mail = APP.mail(email, 6);
    assertThat(mail.link()).startsWith("/password-reset/");
  }

  @Test
  void resets_at_one_server_do_not_use_up_those_of_another() {
    activate();
    var other = APP.newServer("");
    for (int i = 0; i < 6; i++)
      other.post("/users/password-reset", "{\"email\": \"" + email + "\"}");

    server.post("/users/password-reset", "{\"email\": \"" + email + "\"}");

    assertThat(APP.mail(email, 2).link()).startsWith("/password-reset/");
  }
}
