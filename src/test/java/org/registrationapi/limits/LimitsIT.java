package org.registrationapi.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** The limits of mails per address, of guesses, and of concurrent password hashing. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("mails")
class LimitsIT {
  private static final TestApp APP = TestApp.start(Map.of("MAILS_PER_ADDRESS", "2"));

  @AfterAll
  static void stop() {
    APP.close();
  }

  @Test
  void a_request_over_the_mail_limit_of_all_servers_together_changes_nothing() {
    var email = newAddress();
    var other = APP.newServer("");
    assertThat(APP.register(email).status()).isEqualTo(201);
    assertThat(other.post("/users", registration(email)).status()).isEqualTo(201);
    APP.userOnceSent(email);
    var before =
        APP.query("select users::text from users where email = '" + email + "' and server_id = 1");

    var answer = APP.register(email.toUpperCase(java.util.Locale.ROOT));
    var again = APP.http().post("/users/" + email + "/validation");

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.body())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Too Many Requests","status":429,\
            "detail":"This address was sent too many mails recently; nothing was changed.",\
            "code":"too_many_mails","request_id":"%s"}"""
                .formatted(answer.header("X-Request-Id")));
    assertThat(Long.parseLong(answer.header("Retry-After"))).isBetween(86_000L, 86_400L);
    assertThat(again.code()).isEqualTo("too_many_mails");
    assertThat(
            APP.query(
                "select users::text from users where email = '" + email + "' and server_id = 1"))
        .isEqualTo(before);
    assertThat(APP.mailjet.messagesTo(email)).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void a_second_mail_within_a_minute_is_refused_at_every_server() {
    try (var app = TestApp.start(Map.of("MAIL_ADDRESS_INTERVAL", ""))) {
      var email = newAddress();
      assertThat(app.register(email).status()).isEqualTo(201);

      var answer = app.newServer("").post("/users", registration(email));

      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.code()).isEqualTo("too_many_mails");
      assertThat(Long.parseLong(answer.header("Retry-After"))).isBetween(1L, 60L);
      assertThat(app.http().post("/users/" + email + "/validation").code())
          .isEqualTo("too_many_mails");
      app.sql("update mail_allowances set time_promised = now() - interval '1 minute'");
      assertThat(app.http().post("/users/" + email + "/validation").status()).isEqualTo(202);
    }
  }

  @Test
  void every_kind_of_mail_to_an_address_with_a_tag_is_counted_without_the_tag() {
    var email = newAddress();
    var server = APP.newServer("");
    server.post("/users", registration(email));
    APP.sql("update users set time_activated = now() where email = '" + email + "'");
    var other = newAddress();
    server.post("/users", registration(other));
    APP.sql("update users set time_activated = now() where email = '" + other + "'");
    var tagged = email.replace("@", "+tag@");

    assertThat(APP.register(tagged).status()).isEqualTo(201);
    assertThat(APP.http().post("/users/" + tagged + "/validation").code())
        .isEqualTo("too_many_mails");
    for (int i = 0; i < 2; i++)
      server.post("/users/password-reset", "{\"email\": \"%s\"}".formatted(email));
    assertThat(
            server
                .post("/users/" + other + "/email", "{\"email\": \"%s\"}".formatted(tagged))
                .code())
        .isEqualTo("too_many_mails");
  }

  @Test
  void the_mail_allowance_outlives_the_user_and_renews_after_a_day() {
    var email = newAddress();
    for (int i = 0; i < 2; i++) {
      APP.register(email);
      APP.http().delete("/users/" + email);
    }
    assertThat(APP.register(email).status()).isEqualTo(429);

    APP.sql(
        "update mail_allowances set window_start = now() - interval '24 hours' where email_key = '"
            + email
            + "'");

    assertThat(APP.register(email).status()).isEqualTo(201);
    assertThat(APP.query("select mails from mail_allowances where email_key = '" + email + "'"))
        .isEqualTo("1");
  }

  @Test
  void twenty_concurrent_registrations_do_not_exceed_the_limit() {
    var email = newAddress();

    Race.of(20, i -> APP.register(email).status());

    assertThat(APP.query("select mails from mail_allowances where email_key = '" + email + "'"))
        .isEqualTo("2");
  }

  @Test
  void counts_apply_at_another_instance_and_after_a_restart() {
    var settings =
        Map.of(
            "MAILS_PER_ADDRESS", "1",
            "PIN_TRIES_PER_HOUR", "2",
            "CLIENT_TRIES_PER_HOUR", "2",
            "PASSWORD_TRIES", "2");
    var email = newAddress();
    String database;
    String wrong;
    try (var app = TestApp.start(settings)) {
      database = app.databaseUrl;
      assertThat(app.register(email).status()).isEqualTo(201);
      wrong = app.mail(email, 1).pin().equals("123456") ? "654321" : "123456";
      for (int i = 0; i < 2; i++) {
        assertThat(pin(app, email, wrong).status()).isEqualTo(422);
        assertThat(signIn(app, newAddress(), "203.0.113.9").status()).isEqualTo(401);
        assertThat(signIn(app, email, "203.0.113." + i).status()).isEqualTo(401);
      }
      app.sql("update guesses set blocked_until = now() + interval '10 minutes'");
      try (var other = TestApp.startBeside(app, settings)) {
        assertAllLimitsReached(other, email, wrong);
      }
    }
    try (var restarted = TestApp.startOn(database, settings)) {
      assertAllLimitsReached(restarted, email, wrong);
    }
  }

  private static void assertAllLimitsReached(TestApp app, String email, String wrong) {
    assertThat(app.register(email).code()).isEqualTo("too_many_mails");
    assertThat(pin(app, email, wrong).code()).isEqualTo("too_many_guesses");
    assertThat(signIn(app, newAddress(), "203.0.113.9").code()).isEqualTo("too_many_guesses");
    assertThat(signIn(app, email, "203.0.113.5").code()).isEqualTo("too_many_guesses");
  }

  private static TestHttp.Answer pin(TestApp app, String email, String wrong) {
    var body = "{\"email\": \"%s\", \"pin_code\": \"%s\"}";
    return app.http().post("/validation", body.formatted(email, wrong));
  }

  private static TestHttp.Answer signIn(TestApp app, String email, String client) {
    var body = "{\"email\": \"%s\", \"password\": \"wrong horse\", \"client_address\": \"%s\"}";
    return app.http().post("/users/authenticate", body.formatted(email, client));
  }

  @Test
  void expired_mail_counts_are_deleted() {
    try (var app = TestApp.start(Map.of())) {
      app.sql(
          """
          insert into mail_allowances (email_key, mails, window_start, time_promised) values
              ('over@example.com', 5, now() - interval '24 hours', now() - interval '1 hour'),
              ('late@example.com', 5, now() - interval '24 hours', now() - interval '59 minutes'),
              ('busy@example.com', 5, now() - interval '23 hours', now() - interval '1 hour')""");

      try (var other = TestApp.startBeside(app, Map.of())) {
        await()
            .untilAsserted(
                () ->
                    assertThat(
                            other.query(
                                "select string_agg(email_key, ' ' order by email_key) from mail_allowances"))
                        .isEqualTo("busy@example.com late@example.com"));
      }
    }
  }

  @Test
  void a_full_hashing_queue_is_503_with_Retry_After() {
    TestHttp.Answer busy;
    try (var app = TestApp.start(Map.of("HASHING_CONCURRENCY", "1", "HASHING_QUEUE", "1"))) {
      busy =
          await() // whether a request finds the queue full is up to chance
              .until(
                  () ->
                      Race.of(8, i -> app.register(newAddress())).stream()
                          .filter(answer -> answer.status() != 201)
                          .findFirst(),
                  Optional::isPresent)
              .orElseThrow();
    }

    assertThat(busy.status()).isEqualTo(503);
    assertThat(busy.header("Retry-After")).isEqualTo("2");
    assertThat(busy.body())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Service Unavailable","status":503,\
            "detail":"Too many passwords are being checked right now; try again shortly.",\
            "code":"busy","request_id":"%s"}"""
                .formatted(busy.header("X-Request-Id")));
  }
}
