package org.registrationapi.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.registrationapi.testing.EqualTime;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;
import org.registrationapi.testing.TestHttp.Answer;

/** A server with strict privacy does not reveal whether an address is known. */
class PrivacyIT {
  private static final TestApp APP = SharedApp.APP;

  private final TestHttp server = APP.newServer("\"privacy\": \"strict\"");

  private String activated() {
    var email = newAddress();
    server.post("/users", registration(email));
    APP.sql("update users set time_activated = now() where email = '" + email + "'");
    return email;
  }

  private String pending() {
    var email = newAddress();
    server.post("/users", registration(email));
    return email;
  }

  /** The user without its validation, which changes while its mail is sent. */
  private JsonNode withoutValidation(String email) {
    var user = (ObjectNode) server.get("/users/" + email).json();
    return user.without("validation");
  }

  private Answer pin(String email, String pin) {
    return server.post(
        "/validation", "{\"email\": \"" + email + "\", \"pin_code\": \"" + pin + "\"}");
  }

  /** Every part of an answer that must be the same for all addresses. */
  private static String seen(Answer answer) {
    var headers = new java.util.TreeMap<>(answer.response().headers().map());
    headers.keySet().removeAll(List.of("date", "x-request-id"));
    return answer.status()
        + " "
        + headers
        + answer.body().replaceAll("\"(request_id|id)\":\"[^\"]*\"", "");
  }

  @Test
  void every_address_gets_the_same_202() {
    var answers =
        List.of(
            server.post("/users", registration(newAddress())),
            server.post("/users", registration(pending())),
            server.post("/users", registration(activated())));

    assertThat(answers).extracting(Answer::status).containsOnly(202);
    assertThat(answers)
        .extracting(Answer::body)
        .allMatch(body -> body.matches("\\{\"status\":\"accepted\",\"id\":\"[0-9a-f-]{36}\"}"));
    assertThat(answers).extracting(answer -> answer.json().path("id")).doesNotHaveDuplicates();
    assertThat(answers).extracting(PrivacyIT::seen).containsOnly(seen(answers.get(0)));
  }

  @Test
  void an_activated_user_is_unchanged_and_is_notified_by_mail() {
    var email = activated();
    var before = withoutValidation(email);
    var hash = APP.query("select password_hash from users where email = '" + email + "'");

    server.post(
        "/users",
        "{\"email\": \"%s\", \"password\": \"another horse battery\", \"first_name\": \"Eve\"}"
            .formatted(email));

    var mail = APP.mail(email, 2);
    assertThat(mail.message().path("Subject").asText())
        .isEqualTo(server.name() + ": somebody tried to register with your email address");
    assertThat(mail.text()).contains(email).doesNotContain("http", "Eve");
    assertThat(mail.html()).doesNotContain("<a ", "Eve");
    assertThat(withoutValidation(email)).isEqualTo(before);
    assertThat(APP.query("select password_hash from users where email = '" + email + "'"))
        .isEqualTo(hash);
  }

  @Test
  void a_new_address_is_registered() {
    var email = newAddress();

    server.post("/users", registration(email));

    assertThat(APP.anybody().post(APP.mail(email, 1).link()).status()).isEqualTo(200);
    assertThat(server.get("/users/" + email).json().path("is_activated").asBoolean()).isTrue();
  }

  @Test
  void an_invalid_request_is_422() {
    assertThat(server.post("/users", "{\"email\": \"ada\", \"password\": \"x\"}").status())
        .isEqualTo(422);
  }

  @Test
  void the_mail_limit_is_the_same_for_known_and_unknown_addresses() {
    try (var app = TestApp.startBeside(APP, Map.of("MAILS_PER_ADDRESS", "2"))) {
      var strict = app.newServer("\"privacy\": \"strict\"");
      var known = newAddress();
      strict.post("/users", registration(known));
      app.sql("update users set time_activated = now() where email = '" + known + "'");
      var unknown = newAddress();
      strict.post("/users", registration(unknown));

      for (var email : List.of(known, unknown)) {
        assertThat(strict.post("/users", registration(email)).status()).isEqualTo(202);
        var answer = strict.post("/users", registration(email));
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("too_many_mails");
      }
    }
  }

  @Test
  void a_repeated_request_gets_the_first_answer_and_sends_no_mail() {
    var email = activated();
    var keyed = server.with("Idempotency-Key", "k-" + email);

    var first = keyed.post("/users", registration(email));
    var second = keyed.post("/users", registration(email));

    assertThat(seen(second)).isEqualTo(seen(first));
    assertThat(second.json().path("id")).isEqualTo(first.json().path("id"));
    assertThat(
            APP.query(
                "select count(*) from mails where kind = 'registration_attempt' and recipient = '%s'"
                    .formatted(email)))
        .isEqualTo("1");
  }

  @Test
  void a_used_key_does_not_reveal_whether_the_address_is_known() {
    for (var email : List.of(newAddress(), pending(), activated())) {
      var keyed = server.with("Idempotency-Key", "k-" + email);
      var first = keyed.post("/users", registration(email));
      var other = registration(email).replace("battery", "Battery");
      server.with("Idempotency-Key", "other-" + email).post("/users", other);
      var before = mailsAndUser(email);

      var repeated = keyed.post("/users", registration(email));
      var reused = keyed.post("/users", other);

      assertThat(seen(repeated)).isEqualTo(seen(first));
      assertThat(reused.code()).isEqualTo("idempotency_key_reused");
      assertThat(mailsAndUser(email)).isEqualTo(before);
    }
  }

  /** The mails of an address and the id of its user. */
  private static String mailsAndUser(String email) {
    return APP.query(
        "select string_agg(m.id || ' ' || m.user_id, ', ' order by m.id) from mails m where recipient = '%s'"
            .formatted(email));
  }

  @Test
  void a_used_key_does_not_reveal_that_its_user_was_deleted_or_rejected() {
    var deleted = newAddress();
    var rejected = newAddress();
    for (var email : List.of(deleted, rejected))
      server.with("Idempotency-Key", "k-" + email).post("/users", registration(email));
    APP.anybody().post(APP.mail(rejected, 1).link() + "/reject");
    server.delete("/users/" + server.get("/users/" + deleted).json().path("id").asText());

    for (var email : List.of(deleted, rejected)) {
      var keyed = server.with("Idempotency-Key", "k-" + email);
      assertThat(keyed.post("/users", registration(email)).status()).isEqualTo(202);
      assertThat(keyed.post("/users", registration(newAddress())).code())
          .isEqualTo("idempotency_key_reused");
      assertThat(APP.query("select count(*) from users where email = '" + email + "'"))
          .isEqualTo("0");
      assertThat(
              APP.query(
                  "select user_id is null and answer ~ '^.\"status\":\"accepted\",\"id\":\"[0-9a-f-]{36}\".$' from idempotency_keys where key = 'k-%s'"
                      .formatted(email)))
          .isEqualTo("t");
    }
  }

  @Test
  void a_wrong_PIN_does_not_reveal_whether_the_address_is_known() {
    var expired = pending();
    APP.sql(
        "update validations v set pin_expires_at = now() from users u where u.server_id = v.server_id and u.id = v.user_id and u.email = '%s'"
            .formatted(expired));
    var emails = List.of(newAddress(), pending(), expired, activated());

    for (int i = 0; i < 11; i++) {
      var answers = new ArrayList<String>();
      for (var email : emails)
        answers.add(seen(pin(email, "00000000")).replaceAll("3[0-9]{3}", "3600"));
      assertThat(answers).as("try %d", i + 1).containsOnly(answers.get(0));
      assertThat(answers.get(0)).startsWith(i < 10 ? "422 " : "429 ");
    }
  }

  @Test
  void the_right_PIN_activates_with_the_id_of_the_answer_and_without_it() {
    var email = pending();
    assertThat(pin(email, APP.mail(email, 1).pin()).status()).isEqualTo(200);
    var other = newAddress();
    var id = server.post("/users", registration(other)).json().path("id").asText();

    var answer = pin(other, APP.mail(other, 1).pin() + "\", \"id\": \"" + id);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("is_activated").asBoolean()).isTrue();
  }

  @Test
  void the_privacy_of_a_server_can_be_changed_and_is_validated() {
    var name = APP.newServer("").name();

    assertThat(APP.admin().get("/servers/" + name).json().path("privacy").asText())
        .isEqualTo("standard");
    assertThat(APP.admin().patch("/servers/" + name, "{\"privacy\": \"none\"}").fieldError())
        .isEqualTo("privacy unknown_value");
    assertThat(
            APP.admin()
                .patch("/servers/" + name, "{\"privacy\": \"strict\"}")
                .json()
                .path("privacy")
                .asText())
        .isEqualTo("strict");
  }

  @Test
  void every_address_costs_one_hash() {
    var pending = newAddress();
    var activated = newAddress();
    insert(List.of(pending), "null");
    insert(List.of(activated), "now()");

    for (var email : List.of(newAddress(), pending, activated))
      assertThat(APP.hashesOf(() -> server.post("/users", registration(email)))).isEqualTo(1);
  }

  @Tag("long")
  @Test
  void every_address_takes_equally_long() {
    var unknown = addresses();
    var pending = addresses();
    var activated = addresses();
    insert(pending, "null");
    insert(activated, "now()");

    EqualTime.check(
        Map.of(
            "unknown", i -> server.post("/users", registration(unknown.get(i))),
            "pending", i -> server.post("/users", registration(pending.get(i))),
            "activated", i -> server.post("/users", registration(activated.get(i)))));
  }

  private static List<String> addresses() {
    return Stream.generate(TestApp::newAddress).limit(EqualTime.calls()).toList();
  }

  /** Inserts users directly, which is faster than to register them. */
  private void insert(List<String> emails, String timeActivated) {
    var template = pending();
    for (var email : emails)
      APP.sql(
          """
          insert into users (server_id, id, email, email_key, password_hash, time_activated)
          select server_id, gen_random_uuid(), '%s', '%s', password_hash, %s from users where email = '%s'"""
              .formatted(email, email, timeActivated, template));
  }
}
