package org.registrationapi.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** Invalid registrations: each has one exact answer and stores nothing. */
class RegistrationInputIT {
  private static final TestApp APP = SharedApp.APP;
  private static final String GOOD =
      "\"email\": \"ada@example.com\", \"password\": \"correct horse battery\"";

  static Stream<Arguments> bodies() {
    return Stream.of(
        arguments("", 400, "The body is empty; send a JSON object."),
        arguments("   ", 400, "The body is empty; send a JSON object."),
        arguments("null", 400, "The body must be a JSON object."),
        arguments("[]", 400, "The body must be a JSON object."),
        arguments("[{" + GOOD + "}]", 400, "The body must be a JSON object."),
        arguments("\"text\"", 400, "The body must be a JSON object."),
        arguments("12", 400, "The body must be a JSON object."),
        arguments("{", 400, "The body is not valid JSON (line 1, column 2)."),
        arguments("{\"email\" \"x\"}", 400, "The body is not valid JSON (line 1, column 10)."),
        arguments("{'email': 'x'}", 400, "The body is not valid JSON (line 1, column 2)."),
        arguments("{" + GOOD + ",}", 400, "The body is not valid JSON (line 1, column 66)."),
        arguments("{" + GOOD + "} x", 400, "The body is not valid JSON (line 1, column 67)."),
        arguments("{" + GOOD + "}{}", 400, "The body is not valid JSON (line 1, column 66)."),
        arguments(
            "{" + GOOD + ", \"email\": \"eve@example.com\"}",
            400,
            "A field appears twice (line 1, column 74)."),
        arguments(
            "{\"email\": {\"a\": {\"b\": {\"c\": {\"d\": {}}}}}}",
            400,
            "The body is nested too deeply."),
        arguments("{\"email\": NaN}", 400, "The body is not valid JSON (line 1, column 14)."),
        arguments("{\"email\": \"a\tb\"}", 400, "The body is not valid JSON (line 1, column 13)."));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void a_body_that_is_not_a_JSON_object_is_malformed(String body, int status, String detail) {
    var answer = APP.http().post("/users", body);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body())
        .isEqualTo(problem(status, "Bad Request", detail, "malformed_json", answer));
  }

  static Stream<Arguments> fields() {
    return Stream.of(
        arguments("{}", "email required", "password required"),
        arguments("{\"email\": null, \"password\": null}", "email required", "password required"),
        arguments("{" + GOOD + ", \"admin\": true}", "admin unknown_field", null),
        arguments("{" + GOOD + ", \"isActivated\": true}", "isActivated unknown_field", null),
        arguments("{" + GOOD + ", \"first_name\": 12}", "first_name wrong_type", null),
        arguments("{" + GOOD + ", \"first_name\": true}", "first_name wrong_type", null),
        arguments("{" + GOOD + ", \"first_name\": [\"Ada\"]}", "first_name wrong_type", null),
        arguments("{" + GOOD + ", \"first_name\": {}}", "first_name wrong_type", null),
        arguments(
            "{" + GOOD + ", \"first_name\": \"" + "a".repeat(101) + "\"}",
            "first_name too_long",
            null),
        arguments(
            "{" + GOOD + ", \"last_name\": \"" + "a".repeat(101) + "\"}",
            "last_name too_long",
            null),
        arguments("{" + GOOD + ", \"first_name\": \" \"}", "first_name blank", null),
        arguments("{" + GOOD + ", \"first_name\": \"\"}", "first_name blank", null),
        arguments(
            "{" + GOOD + ", \"first_name\": \"A\\u0000\"}", "first_name control_character", null),
        arguments(
            "{" + GOOD + ", \"last_name\": \"A\\u001b[31m\"}", "last_name control_character", null),
        arguments(
            "{" + GOOD + ", \"last_name\": \"A\\ud800\"}", "last_name control_character", null),
        arguments("{" + GOOD + ", \"birth_date\": \"1899-12-31\"}", "birth_date too_early", null),
        arguments(
            "{" + GOOD + ", \"birth_date\": \"2001-02-31\"}", "birth_date invalid_date", null),
        arguments("{" + GOOD + ", \"birth_date\": \"yesterday\"}", "birth_date invalid_date", null),
        arguments(
            "{" + GOOD + ", \"birth_date\": \"" + inTwoDays() + "\"}",
            "birth_date in_the_future",
            null),
        arguments("{" + GOOD + ", \"locale\": \"en_US\"}", "locale invalid_locale", null),
        arguments(
            "{\"email\": \"x\", \"password\": \"short\"}",
            "email invalid_email",
            "password too_short"));
  }

  /** Tomorrow can be today by the time the request is sent. */
  private static LocalDate inTwoDays() {
    return LocalDate.now(ZoneOffset.UTC).plusDays(2);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void every_invalid_field_is_named(String body, String first, String second) {
    var answer = APP.http().post("/users", body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("invalid_fields");
    assertThat(answer.json().path("errors").valueStream())
        .extracting(error -> error.path("field").asText() + " " + error.path("code").asText())
        .containsExactly(second == null ? new String[] {first} : new String[] {first, second});
  }

  static Stream<Arguments> emails() {
    return Stream.of(
        arguments("", "is blank"),
        arguments("ada", "has no @"),
        arguments("ada@", "has no domain after the @"),
        arguments("@example.com", "has nothing before the @"),
        arguments("ada@eve@example.com", "has more than one @"),
        arguments("a".repeat(65) + "@example.com", "has more than 64 characters before the @"),
        arguments(
            "ada@" + "a".repeat(60) + ("." + "a".repeat(60)).repeat(3) + ".example",
            "is longer than 254 characters"),
        arguments("\"ada\"@example.com", "has quotes, which are not accepted"),
        arguments("ada@[127.0.0.1]", "has an IP address for a domain, which is not accepted"),
        arguments("ada@127.0.0.1", "is not an email address such as ada@example.com"),
        arguments("ada@localhost", "is not an email address such as ada@example.com"),
        arguments("ada@-example.com", "has an invalid domain"),
        arguments(" ada@example.com", "has a blank at its start or end"),
        arguments("ada@example.com ", "has a blank at its start or end"),
        arguments("ada\u0000@example.com", "has a control character"),
        arguments("ada@example.com\nBcc: eve@example.com", "has a control character"),
        arguments("Ada <ada@example.com>", "has an invalid domain"));
  }

  @ParameterizedTest
  @MethodSource("emails")
  void an_invalid_address_is_refused_with_the_reason(String email, String message) {
    ObjectNode body =
        TestHttp.JSON
            .createObjectNode()
            .put("email", email)
            .put("password", "correct horse battery");

    var answer = APP.http().post("/users", body.toString());

    assertThat(answer.body())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"The field email %1$s.",\
            "code":"invalid_fields","request_id":"%2$s",\
            "errors":[{"field":"email","code":"invalid_email","message":"%1$s"}]}"""
                .formatted(message, answer.header("X-Request-Id")));
  }

  @Test
  void all_faults_of_a_registration_are_reported_at_once() {
    var answer =
        APP.http()
            .post(
                "/users",
                """
                {"email": "rubbish", "password": 12345678, "firstName": "Ada", "last_name": " ",
                 "birth_date": true, "locale": "-"}""");

    assertThat(answer.json().path("errors"))
        .extracting(error -> error.path("field").asText() + " " + error.path("code").asText())
        .containsExactlyInAnyOrder(
            "email invalid_email",
            "password wrong_type",
            "firstName unknown_field",
            "last_name blank",
            "birth_date wrong_type",
            "locale invalid_locale");
    assertThat(answer.json().path("detail").asText())
        .isEqualTo("6 fields are invalid; errors names each.");
  }

  @Test
  void a_language_without_a_translation_is_accepted_with_a_hint() {
    var body = "{\"email\": \"%s\", \"password\": \"correct horse battery\", \"locale\": \"%s\"}";

    var answer = APP.http().post("/users", body.formatted(newAddress(), "sw-KE"));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("hints").toString())
        .isEqualTo(
            "[{\"field\":\"locale\",\"code\":\"no_translation\",\"suggestion\":\"en, fr, es, de, ar\"}]");
    assertThat(APP.http().post("/users", body.formatted(newAddress(), "fr-CA")).json().has("hints"))
        .isFalse();
  }

  static Stream<Arguments> passwords() {
    return Stream.of(
        arguments("1234567", "too_short"),
        arguments("🔑".repeat(7), "too_short"),
        arguments("x".repeat(129), "too_long"),
        arguments("ada@example.com", "equals_email"),
        arguments("ADA@example.COM", "equals_email"),
        arguments("password1", "too_common"),
        arguments("Localhost1", "too_common"),
        arguments("12345678\ud800", "invalid_text"));
  }

  @ParameterizedTest
  @MethodSource("passwords")
  void an_invalid_password_is_refused_with_the_reason(String password, String code) {
    var escaped = password.replace("\ud800", "\\ud800").replace("🔑", "\\ud83d\\udd11");

    var answer =
        APP.http()
            .post("/users", "{\"email\": \"ada@example.com\", \"password\": \"" + escaped + "\"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fieldError()).isEqualTo("password " + code);
    assertThat(answer.body()).doesNotContain(password);
  }

  @Test
  void the_longest_allowed_values_are_accepted() {
    var name = "é".repeat(100);
    var email = "a".repeat(40) + newAddress();
    assertThat(email.indexOf('@')).isEqualTo(64);

    var answer =
        APP.http()
            .post(
                "/users",
                """
                {"email": "%s", "password": "%s", "first_name": "%s", "last_name": "%s",
                 "birth_date": "1900-01-01", "locale": "zh-Hant-TW"}
                """
                    .formatted(
                        email, "🔑".repeat(96) + "zR4!kq mW9 telephone beetle rose", name, name));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("first_name").asText()).isEqualTo(name);
  }

  @Test
  void invalid_UTF_8_is_malformed() {
    var bytes =
        ("{" + GOOD + ", \"first_name\": \"Ad\u00e9\"}").getBytes(StandardCharsets.ISO_8859_1);

    var answer =
        APP.http().with("Content-Type", "application/json").sendBytes("POST", "/users", bytes);

    assertThat(answer.body())
        .isEqualTo(
            problem(400, "Bad Request", "The body is not valid UTF-8.", "malformed_json", answer));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_body_over_16_KiB_is_too_large_whether_its_length_is_declared_or_not(boolean isDeclared) {
    var user = registration(newAddress());
    var largest = user + " ".repeat(16 * 1024 - user.length());

    assertThat(register(largest, isDeclared).status()).isEqualTo(201);
    var answer = register(largest + " ", isDeclared);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body())
        .isEqualTo(
            problem(
                413,
                "Content Too Large",
                "The body is larger than 16 KiB.",
                "body_too_large",
                answer));
  }

  private static TestHttp.Answer register(String body, boolean isDeclared) {
    return isDeclared ? APP.http().post("/users", body) : APP.http().postInChunks("/users", body);
  }

  @Test
  void a_body_that_is_not_declared_as_JSON_is_415() {
    for (var type :
        new String[] {"text/plain", "application/x-www-form-urlencoded", "application/jsonx"}) {
      var answer = APP.http().with("Content-Type", type).send("POST", "/users", "{" + GOOD + "}");

      assertThat(answer.body())
          .isEqualTo(
              problem(
                  415,
                  "Unsupported Media Type",
                  "Send the body as Content-Type: application/json.",
                  "json_required",
                  answer));
    }
    assertThat(APP.http().send("POST", "/users", "{" + GOOD + "}").status()).isEqualTo(415);
  }

  @Test
  void a_refused_registration_stores_nothing() {
    var email = newAddress();

    APP.http()
        .post(
            "/users",
            "{\"email\": \"" + email + "\", \"password\": \"correct horse\", \"locale\": \"?\"}");

    assertThat(APP.query("select count(*) from users where email = '" + email + "'"))
        .isEqualTo("0");
    assertThat(APP.query("select count(*) from mail_allowances where email_key = '" + email + "'"))
        .isEqualTo("0");
  }

  private static String problem(
      int status, String title, String detail, String code, TestHttp.Answer answer) {
    return """
    {"type":"about:blank","title":"%s","status":%d,"detail":"%s","code":"%s","request_id":"%s"}"""
        .formatted(title, status, detail, code, answer.header("X-Request-Id"));
  }
}
