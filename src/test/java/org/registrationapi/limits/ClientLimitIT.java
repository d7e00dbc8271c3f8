package org.registrationapi.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;
import org.registrationapi.testing.TestHttp.Answer;

/** The limits of one client address that tries many emails. */
@Execution(ExecutionMode.CONCURRENT)
class ClientLimitIT {
  private static final TestApp APP =
      TestApp.start(
          Map.of(
              "CLIENT_TRIES_PER_HOUR", "3",
              "CLIENT_REGISTRATIONS_PER_HOUR", "2",
              "TRUSTED_PROXIES", "127.0.0.1"));

  @AfterAll
  static void stop() {
    APP.close();
  }

  private static Answer signIn(TestHttp server, String email, String password, String client) {
    return server.post(
        "/users/authenticate",
        """
        {"email": "%s", "password": "%s", "client_address": "%s"}"""
            .formatted(email, password, client));
  }

  private static TestHttp page() {
    var server = APP.newServer("").name();
    var key =
        APP.admin()
            .post(
                "/servers/" + server + "/keys",
                "{\"kind\": \"publishable\", \"allowed_origins\": [\"https://shop.example\"]}")
            .json()
            .path("key")
            .asText();
    return APP.anybody().withKey(key).with("Origin", "https://shop.example").named(server);
  }

  @Test
  void wrong_passwords_of_a_client_are_counted_over_all_emails() {
    var server = APP.newServer("");
    for (int i = 0; i < 3; i++)
      assertThat(signIn(server, newAddress(), "wrong horse", "203.0.113.1").status())
          .isEqualTo(401);

    var fourth = signIn(server, newAddress(), "wrong horse", "203.0.113.1");

    assertThat(fourth.status()).isEqualTo(429);
    assertThat(fourth.code()).isEqualTo("too_many_guesses");
    assertThat(Integer.parseInt(fourth.header("Retry-After"))).isBetween(3_000, 3_600);
    assertThat(signIn(server, newAddress(), "wrong horse", "203.0.113.2").status()).isEqualTo(401);
    assertThat(signIn(APP.newServer(""), newAddress(), "wrong horse", "203.0.113.1").status())
        .isEqualTo(401);
  }

  @Test
  void a_guess_refused_by_the_client_limit_does_not_count_for_the_email() {
    var server = APP.newServer("");
    var email = newAddress();
    for (int i = 0; i < 3; i++) signIn(server, newAddress(), "wrong horse", "203.0.113.3");

    for (int i = 0; i < 10; i++)
      assertThat(signIn(server, email, "wrong horse", "203.0.113.3").status()).isEqualTo(429);

    assertThat(APP.query("select count(*) from guesses where subject = '" + email + "'"))
        .isEqualTo("0");
  }

  @Test
  void right_passwords_neither_count_nor_reset_the_count() {
    var server = APP.newServer("");
    var email = newAddress();
    server.post("/users", registration(email));
    APP.sql("update users set time_activated = now() where email = '" + email + "'");
    var password = "correct horse battery";
    for (int i = 0; i < 2; i++) signIn(server, newAddress(), "wrong horse", "203.0.113.4");

    for (int i = 0; i < 5; i++)
      assertThat(signIn(server, email, password, "203.0.113.4").status()).isEqualTo(200);

    assertThat(signIn(server, newAddress(), "wrong horse", "203.0.113.4").status()).isEqualTo(401);
    assertThat(signIn(server, email, password, "203.0.113.4").status()).isEqualTo(429);
  }

  @Test
  void an_IPv6_network_of_64_bits_is_one_client() {
    var server = APP.newServer("");
    for (int i = 0; i < 3; i++) signIn(server, newAddress(), "wrong horse", "2001:db8:1:2::" + i);

    assertThat(signIn(server, newAddress(), "wrong horse", "2001:db8:1:2:ffff::").status())
        .isEqualTo(429);
    assertThat(signIn(server, newAddress(), "wrong horse", "2001:db8:1:3::").status())
        .isEqualTo(401);
  }

  @Test
  void a_client_address_that_is_no_IP_address_is_422() {
    var answer = signIn(APP.http(), newAddress(), "wrong horse", "localhost");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fieldError()).isEqualTo("client_address invalid_address");
  }

  @Test
  void a_browser_over_the_registration_limit_is_429_and_others_are_not() {
    var page = page();
    var browser = page.with("X-Forwarded-For", "203.0.113.5");
    for (int i = 0; i < 2; i++)
      assertThat(browser.post("/users", registration(newAddress())).status()).isEqualTo(202);

    var third = browser.post("/users", registration(newAddress()));

    assertThat(third.status()).isEqualTo(429);
    assertThat(third.code()).isEqualTo("too_many_registrations");
    assertThat(third.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
    assertThat(
            page.with("X-Forwarded-For", "203.0.113.6")
                .post("/users", registration(newAddress()))
                .status())
        .isEqualTo(202);
  }

  @Test
  void a_back_end_has_no_registration_limit() {
    var server = APP.newServer("");
    for (int i = 0; i < 4; i++)
      assertThat(server.post("/users", registration(newAddress())).status()).isEqualTo(201);
  }

  @Test
  void a_browser_over_the_limit_of_PIN_tries_is_refused() {
    var browser = page().with("X-Forwarded-For", "203.0.113.7");
    for (int i = 0; i < 3; i++) assertThat(pin(browser).status()).isEqualTo(422);

    assertThat(pin(browser).code()).isEqualTo("too_many_guesses");
  }

  private static Answer pin(TestHttp browser) {
    return browser.post(
        "/validation",
        "{\"email\": \"%s@example.com\", \"pin_code\": \"123456\"}".formatted(UUID.randomUUID()));
  }
}
