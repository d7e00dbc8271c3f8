package org.registrationapi.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** Activation by the PIN in the mail. */
class PinIT {
  private static final TestApp APP = SharedApp.APP;

  private static TestHttp.Answer send(TestHttp server, String email, String pin) {
    return server.post(
        "/validation", "{\"email\": \"" + email + "\", \"pin_code\": \"" + pin + "\"}");
  }

  private static TestHttp.Answer send(String email, String pin) {
    return send(APP.http(), email, pin);
  }

  private static String wrong(String pin) {
    return (pin.charAt(0) == '0' ? "1" : "0") + pin.substring(1);
  }

  @Test
  void the_PIN_activates_and_can_be_repeated() {
    var email = newAddress();
    var mail = APP.registered(email);

    var answer = send(email, mail.pin());

    assertThat(mail.pin()).hasSize(6);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("email").asText()).isEqualTo(email);
    assertThat(answer.json().path("is_activated").asBoolean()).isTrue();
    assertThat(send(email, mail.pin()).status()).isEqualTo(200);
    assertThat(APP.anybody().post(mail.link()).status()).isEqualTo(200);
  }

  /** Blanks, hyphens, direction marks, and the digits of a Japanese or Arabic keyboard. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        " %s%s%s ",
        "%s %s\u00a0%s",
        "%s-%s\u2013%s",
        "\u200e%s%s\ufeff%s\u200f",
        "%s\t%s\n%s"
      })
  void a_PIN_is_taken_as_people_write_it(String form) {
    var email = newAddress();
    var pin = APP.registered(email).pin();
    var text = form.formatted(pin.substring(0, 2), pin.substring(2, 4), pin.substring(4));

    assertThat(send(email, json(text)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {'\uff10', '\u0660', '\u06f0', '\u0966'})
  void a_PIN_may_have_the_digits_of_any_script(int zero) {
    var email = newAddress();
    var pin = APP.registered(email).pin();
    var digits = pin.chars().map(c -> c - '0' + zero).toArray();

    assertThat(send(email, new String(digits, 0, digits.length)).status()).isEqualTo(200);
  }

  private static String json(String text) {
    return text.replace("\t", "\\t").replace("\n", "\\n");
  }

  @Test
  void a_wrong_PIN_says_how_many_tries_are_left() {
    var email = newAddress();
    var pin = APP.registered(email).pin();

    var answer = send(email, wrong(pin));

    assertThat(answer.body())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"The field pin_code is not the PIN in the newest mail; 4 tries are left.",\
            "code":"invalid_fields","request_id":"%s","errors":[{"field":"pin_code","code":"wrong_pin",\
            "message":"is not the PIN in the newest mail; 4 tries are left"}]}"""
                .formatted(answer.header("X-Request-Id")));
    assertThat(APP.user(email).path("is_activated").asBoolean()).isFalse();
    assertThat(send(email, pin).status()).isEqualTo(200);
  }

  @Test
  void five_wrong_PINs_invalidate_the_PIN_but_not_the_link() {
    var email = newAddress();
    var mail = APP.registered(email);
    for (int i = 0; i < 5; i++) assertThat(send(email, wrong(mail.pin())).status()).isEqualTo(422);

    var answer = send(email, mail.pin());

    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.code()).isEqualTo("pin_used_up");
    assertThat(APP.user(email).path("is_activated").asBoolean()).isFalse();
    assertThat(APP.anybody().post(mail.link()).status()).isEqualTo(200);
  }

  @Test
  void fifty_concurrent_guesses_get_five_tries() {
    var email = newAddress();
    var mail = APP.registered(email);

    var answers = Race.answers(50, i -> send(email, wrong(mail.pin())));

    assertThat(answers).filteredOn(answer -> answer.status() == 422).hasSize(5);
    assertThat(answers).filteredOn(answer -> answer.status() == 410).hasSize(45);
  }

  @Test
  void a_new_mail_has_a_PIN_with_new_tries() {
    var email = newAddress();
    var first = APP.registered(email);
    for (int i = 0; i < 5; i++) send(email, wrong(first.pin()));

    APP.http().post("/users/" + email + "/validation");

    assertThat(send(email, APP.mail(email, 2).pin()).status()).isEqualTo(200);
  }

  @Test
  void new_mails_do_not_reset_the_ten_tries_of_the_hour() {
    var email = newAddress();
    for (int mails = 1; mails <= 2; mails++) {
      if (mails > 1) APP.http().post("/users/" + email + "/validation");
      var pin = mails == 1 ? APP.registered(email).pin() : APP.mail(email, mails).pin();
      for (int i = 0; i < 5; i++) assertThat(send(email, wrong(pin)).status()).isEqualTo(422);
    }
    APP.http().post("/users/" + email + "/validation");
    var pin = APP.mail(email, 3).pin();

    var answer = send(email, pin);

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.code()).isEqualTo("too_many_guesses");
    assertThat(Long.parseLong(answer.header("Retry-After"))).isBetween(3_500L, 3_600L);
    APP.sql(
        "update guesses set blocked_until = now(), time_tried = now() - interval '1 hour'"
            + " where subject = '%s'".formatted(email));
    assertThat(send(email, pin).status()).isEqualTo(200);
    assertThat(APP.query("select count(*) from guesses where subject = '" + email + "'"))
        .isEqualTo("0");
  }

  @Test
  void an_expired_PIN_is_410_and_the_link_still_works() {
    var email = newAddress();
    var mail = APP.registered(email);
    APP.userOnceSent(email);
    APP.sql(
        """
        update validations v set pin_expires_at = now() - interval '1 millisecond'
          from users u where u.server_id = v.server_id and u.id = v.user_id and u.email = '%s'
        """
            .formatted(email));

    var answer = send(email, mail.pin());

    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.code()).isEqualTo("pin_expired");
    assertThat(APP.anybody().post(mail.link()).status()).isEqualTo(200);
  }

  @Test
  void a_PIN_works_only_for_its_own_user() {
    var mine = newAddress();
    var theirs = newAddress();
    var pin = APP.registered(mine).pin();
    registerWithAnotherPin(theirs, pin);

    assertThat(send(theirs, pin).fieldError()).isEqualTo("pin_code wrong_pin");
    assertThat(send(APP.newServer(""), mine, pin).code()).isEqualTo("user_not_found");
    assertThat(send("nobody@example.com", pin).code()).isEqualTo("user_not_found");
    assertThat(APP.user(theirs).path("is_activated").asBoolean()).isFalse();
    assertThat(APP.user(mine).path("is_activated").asBoolean()).isFalse();
    assertThat(send(mine, pin).status()).isEqualTo(200);
  }

  /** Registers a user, and sends the mail again if by chance it has the same PIN. */
  private static void registerWithAnotherPin(String email, String pin) {
    APP.register(email);
    for (int mails = 1; APP.mail(email, mails).pin().equals(pin); mails++)
      APP.http().post("/users/" + email + "/validation");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"email\": \"ada@example.com\"}|pin_code required",
        "{\"pin_code\": \"123456\"}|email required",
        "{\"email\": \"ada\", \"pin_code\": \"123456\"}|email invalid_email",
        "{\"email\": \"ada@example.com\", \"pin_code\": \"12a456\"}|pin_code invalid_pin",
        "{\"email\": \"ada@example.com\", \"pin_code\": \"\"}|pin_code invalid_pin",
        "{\"email\": \"ada@example.com\", \"pin_code\": \" - \"}|pin_code invalid_pin",
        "{\"email\": \"ada@example.com\", \"pin_code\": \"1 2 3 4 5 6 7 8 9\"}|pin_code invalid_pin",
        "{\"email\": \"ada@example.com\", \"pin_code\": \"123456                                   \"}|pin_code invalid_pin",
        "{\"email\": \"ada@example.com\", \"pin_code\": 123456}|pin_code wrong_type"
      })
  void an_invalid_request_is_422_and_is_not_counted_as_a_try(String body, String error) {
    var email = newAddress();
    APP.register(email);

    var answer = APP.http().post("/validation", body.replace("ada@example.com", email));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fieldError()).isEqualTo(error);
    assertThat(APP.query(column("pin_tries", email))).isEqualTo("0");
    assertThat(APP.query("select count(*) from guesses where subject = '" + email + "'"))
        .isEqualTo("0");
  }

  @Test
  void a_PIN_expires_no_later_than_its_link() {
    var server = APP.newServer("\"validation_ttl\": 300");
    var email = newAddress();
    server.post("/users", TestApp.registration(email));
    APP.mail(email, 1);
    org.awaitility.Awaitility.await().until(() -> APP.query(column("time_sent", email)) != null);

    assertThat(APP.query(column("pin_expires_at", email)))
        .isEqualTo(APP.query(column("expires_at", email)));
  }

  private static String column(String name, String email) {
    return "select v."
        + name
        + " from validations v join users u on u.server_id = v.server_id and u.id = v.user_id where u.email = '"
        + email
        + "'";
  }

  @Test
  void the_length_of_the_PIN_is_a_setting() {
    try (var app = TestApp.start(Map.of("PIN_LENGTH", "8"))) {
      var email = newAddress();
      var pin = app.registered(email).pin();

      assertThat(pin).hasSize(8);
      assertThat(send(app.http(), email, pin).status()).isEqualTo(200);
    }
  }
}
