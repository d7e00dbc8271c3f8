package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/**
 * Every body and every query gets all its faults at once: what is unknown, of the wrong type and
 * invalid, and nothing that follows from another fault.
 */
class FaultsIT {
  private static final TestApp APP = SharedApp.APP;
  private static final String USER = activated();

  /**
   * A request with many faults.
   *
   * @param operation its id in the OpenAPI document
   * @param body null if the faults are in the query
   * @param faults {@code field code} of each
   */
  private record Faulty(
      String operation, String method, String path, String body, List<String> faults) {
    @Override
    public String toString() {
      return operation;
    }

    TestHttp.Answer send() {
      var isOfServer = path.startsWith("/users") || path.startsWith("/validation");
      var caller = isOfServer ? APP.http() : APP.admin();
      return caller.with("Content-Type", "application/json").send(method, path, body);
    }
  }

  private static Faulty body(
      String operation, String methodAndPath, String body, String... faults) {
    var words = methodAndPath.split(" ", 2);
    return new Faulty(operation, words[0], words[1], body, List.of(faults));
  }

  private static Faulty query(String operation, String methodAndPath, String... faults) {
    return body(operation, methodAndPath, null, faults);
  }

  private static String activated() {
    var email = newAddress();
    APP.register(email);
    APP.sql("update users set time_activated = now() where email = '" + email + "'");
    return email;
  }

  private static String resetPath() {
    APP.http().post("/users/password-reset", "{\"email\": \"" + USER + "\"}");
    return APP.mail(USER, 2).link();
  }

  static final List<Faulty> BODIES =
      List.of(
          body(
              "registerUser",
              "POST /users",
              """
              {"email": "ada", "password": "x", "first_name": 1, "lastName": "King",
               "birth_date": "2999-01-01", "locale": "?"}""",
              "first_name wrong_type",
              "lastName unknown_field",
              "email invalid_email",
              "password too_short",
              "birth_date in_the_future",
              "locale invalid_locale"),
          body(
              "activateByPin",
              "POST /validation",
              """
              {"email": "ada", "pin_code": 123456, "id": "1", "client_address": "x", "pin": "1"}""",
              "pin_code wrong_type",
              "pin unknown_field",
              "email invalid_email",
              "id invalid_id",
              "client_address invalid_address"),
          body(
              "authenticateUser",
              "POST /users/authenticate",
              """
              {"email": 1, "pasword": "correct horse battery", "client_address": "x"}""",
              "email wrong_type",
              "pasword unknown_field",
              "client_address invalid_address"),
          body(
              "requestPasswordReset",
              "POST /users/password-reset",
              "{\"email\": \"ada\", \"locale\": \"en\"}",
              "locale unknown_field",
              "email invalid_email"),
          body(
              "resetPassword",
              "POST " + resetPath(),
              "{\"password\": \"x\", \"repeated\": \"x\"}",
              "repeated unknown_field",
              "password too_short"),
          body(
              "changeUser",
              "PATCH /users/" + USER,
              """
              {"email": "b@example.com", "firstName": "Ada", "last_name": 1, "locale": "?",
               "birth_date": "1985-02-30"}""",
              "email unknown_field",
              "firstName unknown_field",
              "last_name wrong_type",
              "locale invalid_locale",
              "birth_date invalid_date"),
          body(
              "requestEmailChange",
              "POST /users/" + USER + "/email",
              "{\"email\": \"ada\", \"password\": 1}",
              "password unknown_field",
              "email invalid_email"),
          body(
              "createServer",
              "POST /servers",
              """
              {"name": 1, "validation_ttl": "1", "displayName": "Shop", "mail_from": "ada",
               "password_min_length": 7}""",
              "name wrong_type",
              "validation_ttl wrong_type",
              "displayName unknown_field",
              "mail_from invalid_email",
              "password_min_length out_of_range"),
          body(
              "changeServer",
              "PATCH /servers/localhost",
              """
              {"name": "shop", "privacy": "none", "mail_daily_limit": 1.5, "accent_color": "#1f5eff",
               "logo_url": "x"}""",
              "name unknown_field",
              "mail_daily_limit wrong_type",
              "accent_color unknown_field",
              "privacy unknown_value",
              "logo_url invalid_url"),
          body(
              "createKey",
              "POST /servers/localhost/keys",
              """
              {"kind": 1, "allowed_origins": ["https://shop.example"], "label": " ", "origins": []}""",
              "kind wrong_type",
              "origins unknown_field",
              "label blank"),
          body(
              "sendTestMail",
              "POST /servers/localhost/mails/validation/test",
              "{\"email\": \"ada\", \"locale\": 1, \"kind\": \"validation\"}",
              "locale wrong_type",
              "kind unknown_field",
              "email invalid_email"));

  static final List<Faulty> QUERIES =
      List.of(
          query(
              "listUsers",
              "GET /users?email=a+b@example.com&status=x&mail_status=x&limit=0&cursor=x&first_name=x",
              "email invalid_email",
              "status unknown_value",
              "mail_status unknown_value",
              "limit out_of_range",
              "cursor invalid_cursor",
              "first_name unknown_parameter"),
          query(
              "deleteUserByEmail",
              "DELETE /users?email=ada&force=true",
              "email invalid_email",
              "force unknown_parameter"),
          query(
              "deleteServer",
              "DELETE /servers/localhost?force=yes&users=1",
              "force wrong_type",
              "users unknown_parameter"),
          query(
              "getFunnel",
              "GET /servers/localhost/funnel?from=x&to=2026-02-30&day=1",
              "from invalid_date",
              "to invalid_date",
              "day unknown_parameter"),
          query(
              "previewMail",
              "GET /servers/localhost/mails/validation?locale=_&format=pdf&lang=de",
              "locale invalid_locale",
              "format unknown_value",
              "lang unknown_parameter"),
          query(
              "listMails",
              "GET /mails?status=x&server=x&recipient=ada&limit=101&cursor=AAAA&email=x",
              "status unknown_value",
              "server unknown_value",
              "recipient invalid_email",
              "limit out_of_range",
              "cursor invalid_cursor",
              "email unknown_parameter"),
          query(
              "listBounces",
              "GET /bounces?email=ada&limit=x&cursor=QQ&reason=x",
              "email invalid_email",
              "limit out_of_range",
              "cursor invalid_cursor",
              "reason unknown_parameter"),
          query(
              "getStatus",
              "GET /status?server=a&server=b&day=1",
              "server repeated",
              "day unknown_parameter"),
          query(
              "showMails",
              "GET /status/mails?status=lost&server=nowhere&cursor=QQ&limit=10",
              "status unknown_value",
              "server unknown_value",
              "cursor invalid_cursor",
              "limit unknown_parameter"));

  static final List<Faulty> ALL = Stream.of(BODIES, QUERIES).flatMap(List::stream).toList();

  @ParameterizedTest
  @FieldSource("ALL")
  void every_fault_is_reported_at_once_and_none_that_follows_from_another(Faulty request) {
    var answer = request.send();

    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.json().path("errors"))
        .extracting(error -> error.path("field").asText() + " " + error.path("code").asText())
        .containsExactlyInAnyOrderElementsOf(request.faults());
    assertThat(answer.json().path("detail").asText())
        .isEqualTo(request.faults().size() + " fields are invalid; errors names each.");
  }

  @Test
  void every_operation_with_a_body_or_a_query_is_among_them() {
    assertThat(BODIES)
        .extracting(Faulty::operation)
        .containsExactlyInAnyOrderElementsOf(operations(it -> it.has("requestBody")));
    assertThat(QUERIES)
        .extracting(Faulty::operation)
        .containsExactlyInAnyOrderElementsOf(operations(FaultsIT::hasQuery));
  }

  private static boolean hasQuery(JsonNode operation) {
    return operation.path("parameters").findValuesAsText("in").contains("query");
  }

  private static List<String> operations(Predicate<JsonNode> filter) {
    var paths = APP.anybody().get("/openapi.json").json().path("paths");
    return StreamSupport.stream(paths.spliterator(), false)
        .flatMap(path -> StreamSupport.stream(path.spliterator(), false))
        .filter(filter)
        .map(operation -> operation.path("operationId").asText())
        .filter(id -> !id.equals("receiveMailjetEvents")) // Mailjet's format, which may grow
        .toList();
  }
}
