package org.registrationapi.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.SecondApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp.Answer;

/** A registration repeated with the same Idempotency-Key gets the first response. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second application")
class IdempotencyIT {
  private static final TestApp APP = SecondApp.APP;

  private final String key = UUID.randomUUID().toString();
  private final String email = newAddress();

  private static Answer post(TestApp app, String key, String body) {
    return app.http().with("Idempotency-Key", key).post("/users", body);
  }

  private Answer register() {
    return post(APP, key, registration(email));
  }

  private static String rows(String table, String email) {
    return APP.query(
        "select string_agg(t::text, ' ') from "
            + table
            + " t where t::text like '%"
            + email
            + "%'");
  }

  private String keyCount() {
    return APP.query("select count(*) from idempotency_keys where key = '" + key + "'");
  }

  private void setKeyAge(String age) {
    APP.sql(
        "update idempotency_keys set time_created = now() - interval '%s' where key = '%s'"
            .formatted(age, key));
  }

  private static void assertSame(Answer answer, Answer first) {
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo(first.body());
    assertThat(answer.header("Location")).isEqualTo(first.header("Location"));
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
  }

  private static void assertReused(Answer answer) {
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Unprocessable Content","status":422,\
            "detail":"This Idempotency-Key was used for a request with another body; send a new key.",\
            "code":"idempotency_key_reused","request_id":"%s"}"""
                .formatted(answer.header("X-Request-Id")));
  }

  @Test
  void a_repeated_request_gets_the_first_response_and_changes_nothing() {
    var first = register();
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("Location")).isEqualTo("/users/" + first.json().path("id").asText());
    APP.userOnceSent(email);
    var users = rows("users", email);
    var mails = rows("mails", email);
    var allowances = rows("mail_allowances", email);

    assertSame(register(), first);

    assertThat(rows("users", email)).isEqualTo(users);
    assertThat(rows("mails", email)).isEqualTo(mails);
    assertThat(rows("mail_allowances", email)).isEqualTo(allowances);
    assertThat(APP.mailjet.messagesTo(email)).hasSize(1);
  }

  @Test
  void the_first_response_is_repeated_after_the_user_is_changed_and_activated() {
    var first = register();
    APP.http().patch("/users/" + email, "{\"first_name\": \"Augusta\"}");
    APP.anybody().post(APP.mail(email, 1).link());
    assertThat(APP.user(email).path("is_activated").asBoolean()).isTrue();

    assertSame(register(), first);

    assertThat(APP.register(email).code()).isEqualTo("already_registered");
  }

  @Test
  void the_hints_are_repeated_too() {
    var body = registration(email.replace("example.com", "hotmial.fr"));
    var first = post(APP, key, body);
    assertThat(first.json().at("/hints/0/suggestion").asText())
        .isEqualTo(email.replace("example.com", "hotmail.fr"));

    assertSame(post(APP, key, body), first);
  }

  @Test
  void the_same_key_with_any_other_body_is_refused() {
    var first = register();

    assertReused(post(APP, key, registration(newAddress())));
    assertReused(post(APP, key, registration(email) + " "));
    assertReused(post(APP, key, registration(email).replace("battery", "Battery")));
    assertReused(post(APP, key, "{\"email\": \"rubbish\"}"));

    assertSame(register(), first);
  }

  @Test
  void another_key_or_no_key_makes_a_new_registration() {
    var first = register();

    var other = post(APP, key.toUpperCase(java.util.Locale.ROOT), registration(email));
    var none = APP.register(email);

    assertThat(List.of(other.status(), none.status())).containsOnly(201);
    assertThat(List.of(first.body(), other.body(), none.body())).doesNotHaveDuplicates();
  }

  @Test
  void two_servers_may_use_the_same_key() {
    var first = register();
    var other = APP.newServer("").with("Idempotency-Key", key);

    var theirs = other.post("/users", registration(newAddress()));

    assertThat(theirs.status()).isEqualTo(201);
    assertThat(theirs.json().path("server").asText()).isEqualTo(other.name());
    assertSame(register(), first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000", "1"})
  void twenty_concurrent_requests_register_once_and_get_the_same_response(String mailsPerAddress) {
    try (var app = TestApp.start(Map.of("MAILS_PER_ADDRESS", mailsPerAddress))) {
      var answers = Race.answers(20, i -> post(app, key, registration(email)));

      for (var answer : answers) assertSame(answer, answers.get(0));
      var id = answers.get(0).json().path("id").asText();
      assertThat(app.query("select string_agg(id::text, ' ') from users")).isEqualTo(id);
      assertThat(app.query("select string_agg(user_id::text, ' ') from mails")).isEqualTo(id);
      assertThat(app.query("select mails from mail_allowances")).isEqualTo("1");
      app.userOnceSent(email);
      assertThat(app.mailjet.messagesTo(email)).hasSize(1);
      assertSame(post(app, key, registration(email)), answers.get(0));
    }
  }

  /** The lock holds the second request after it reads the key and before it reads the user. */
  @Test
  void a_request_overtaken_by_its_duplicate_gets_the_response_of_the_duplicate()
      throws SQLException {
    var first = register();
    APP.anybody().post(APP.mail(email, 1).link());
    var rename = "update idempotency_keys set key = '%s' where key = '%s'";
    APP.sql(rename.formatted(key + "-away", key));
    try (var connection = DriverManager.getConnection(APP.databaseUrl, "postgres", "");
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table users in access exclusive mode");
      var second = CompletableFuture.supplyAsync(this::register);
      await().until(() -> APP.query(WAITING).equals("1"));
      statement.execute(rename.formatted(key, key + "-away"));
      connection.commit();

      assertSame(second.join(), first);
    }
  }

  private static final String WAITING =
      """
      select count(*) from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and query like '%from users%email_key = %'
      """;

  @Test
  void one_of_twenty_concurrent_bodies_with_one_key_is_registered() {
    var emails = java.util.stream.Stream.generate(TestApp::newAddress).limit(20).toList();

    var answers = Race.answers(20, i -> post(APP, key, registration(emails.get(i))));

    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
    answers.stream().filter(a -> a.status() != 201).forEach(IdempotencyIT::assertReused);
    assertThat(emails).filteredOn(email -> rows("users", email) != null).hasSize(1);
  }

  @Test
  void twenty_concurrent_keys_for_one_email_keep_only_the_last_response() {
    var answers = Race.answers(20, i -> post(APP, key + i, registration(email)));

    assertThat(answers).extracting(Answer::status).containsOnly(201);
    var id = APP.user(email).path("id").asText();
    assertThat(
            APP.query(
                "select string_agg(user_id || ' ' || (answer::json ->> 'id'), ', ')"
                    + " from idempotency_keys where key like '"
                    + key
                    + "%'"))
        .isEqualTo(id + " " + id);
  }

  @Test
  void a_refused_request_is_not_stored() {
    assertThat(post(APP, key, "{\"email\": \"rubbish\"}").code()).isEqualTo("invalid_fields");
    assertThat(post(APP, key, "rubbish").code()).isEqualTo("malformed_json");
    APP.anybody().post(APP.registered(email).link());
    assertThat(register().code()).isEqualTo("already_registered");
    assertThat(keyCount()).isEqualTo("0");
    APP.http().delete("/users/" + email);

    assertThat(register().status()).isEqualTo(201);
  }

  @Test
  void a_request_refused_by_the_mail_limit_may_be_repeated_later() {
    try (var app = TestApp.start(Map.of("MAILS_PER_ADDRESS", "1"))) {
      app.register(email);
      assertThat(post(app, key, registration(email)).status()).isEqualTo(429);
      app.sql("update mail_allowances set window_start = now() - interval '24 hours'");

      var answer = post(app, key, registration(email));

      assertThat(answer.status()).isEqualTo(201);
      assertSame(post(app, key, registration(email)), answer);
    }
  }

  @Test
  void the_stored_response_is_deleted_with_the_user() {
    var first = register();
    APP.http().delete("/users/" + email);
    assertThat(keyCount()).isEqualTo("0");

    var second = register();

    assertThat(second.status()).isEqualTo(201);
    assertThat(second.json().path("id")).isNotEqualTo(first.json().path("id"));
    assertThat(APP.user(email).path("id")).isEqualTo(second.json().path("id"));
  }

  @Test
  void the_stored_response_is_deleted_when_the_user_is_rejected() {
    register();

    APP.anybody().post(APP.mail(email, 1).link() + "/reject");

    assertThat(keyCount()).isEqualTo("0");
  }

  @Test
  void the_stored_response_is_deleted_when_the_user_is_replaced() {
    for (var otherKey : List.of("", key + "-2")) {
      var first = register();
      var other = otherKey.isEmpty() ? APP.http() : APP.http().with("Idempotency-Key", otherKey);
      var body = "{\"email\": \"%s\", \"password\": \"a quite different one\"}".formatted(email);
      assertThat(other.post("/users", body).status()).isEqualTo(201);
      assertThat(keyCount()).isEqualTo("0");

      var again = register();

      assertThat(again.status()).isEqualTo(201);
      assertThat(again.json().path("id")).isNotEqualTo(first.json().path("id"));
      assertThat(APP.user(email).path("id")).isEqualTo(again.json().path("id"));
    }
  }

  @Test
  void a_key_may_be_used_again_after_24_hours() {
    var first = register();
    setKeyAge("23 hours 59 minutes");
    assertSame(register(), first);
    setKeyAge("24 hours");

    var other = post(APP, key, registration(newAddress()));

    assertThat(other.status()).isEqualTo(201);
    assertThat(other.body()).isNotEqualTo(first.body());
    assertReused(register());
  }

  @Test
  void responses_older_than_24_hours_are_deleted_by_the_cleanup_job() {
    register();
    setKeyAge("24 hours");
    var young = key + "-young";
    post(APP, young, registration(newAddress()));
    var left = "select string_agg(key, ' ') from idempotency_keys where key like '" + key + "%'";

    try (var starting = TestApp.startBeside(APP, Map.of())) { // the job runs at the start
      await().until(() -> starting.query(left), young::equals);
    }
  }

  @Test
  void neither_the_password_nor_a_plain_hash_of_the_body_is_stored() {
    register();

    assertThat(rows("idempotency_keys", key)).contains(email).doesNotContain("battery");
    assertThat(
            APP.query(
                "select fingerprint <> sha256(convert_to('%s', 'UTF8')) from idempotency_keys where key = '%s'"
                    .formatted(registration(email), key)))
        .isEqualTo("t");
  }

  static final List<String> BAD_KEYS = List.of("", "a\tb", "a".repeat(256));

  @ParameterizedTest
  @FieldSource("BAD_KEYS")
  void an_invalid_key_is_refused(String badKey) {
    var answer = post(APP, badKey, registration(email));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"The field Idempotency-Key must be 1 to 255 printable ASCII characters.",\
            "code":"invalid_fields","request_id":"%s","errors":[{"field":"Idempotency-Key",\
            "code":"invalid_idempotency_key","message":"must be 1 to 255 printable ASCII characters"}]}"""
                .formatted(answer.header("X-Request-Id")));
    assertThat(rows("users", email)).isNull();
  }

  static final List<String> GOOD_KEYS =
      List.of("k", "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"", "a b, c", "'; --", "~".repeat(255));

  @ParameterizedTest
  @FieldSource("GOOD_KEYS")
  void any_printable_ASCII_text_is_a_valid_key(String goodKey) {
    var server = APP.newServer("").with("Idempotency-Key", goodKey);
    var first = server.post("/users", registration(email));

    assertSame(server.post("/users", registration(email)), first);
  }
}
