package org.registrationapi.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.testing.LogLines;
import org.registrationapi.testing.RawHttp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** The log lines of requests. */
@Isolated
class LogsIT {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static TestApp app;

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final LogLines logs = LogLines.to(lines::add, LogFormat.JSON);

  @BeforeAll
  static void start() {
    app = TestApp.start(Map.of());
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @AfterEach
  void stopListening() {
    logs.close();
  }

  /** Every line with this request id, after its request line was written. */
  private List<JsonNode> linesOf(String requestId) {
    return await()
        .until(() -> linesSoFar(requestId), found -> found.stream().anyMatch(this::isRequest));
  }

  private List<JsonNode> linesSoFar(String requestId) {
    return lines.stream()
        .map(LogsIT::json)
        .filter(line -> line.path("request_id").asText().equals(requestId))
        .toList();
  }

  private boolean isRequest(JsonNode line) {
    return line.path("logger").asText().equals("RequestLog");
  }

  private static JsonNode json(String line) {
    try {
      return TestHttp.JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }

  /** The server, method, route and status in the only line of a request. */
  private String onlyLine(TestHttp.Answer answer) {
    return summary(linesOf(answer.header("X-Request-Id")));
  }

  private static String summary(List<JsonNode> found) {
    assertThat(found).hasSize(1);
    var line = found.get(0);
    return String.join(
        " ",
        line.path("server").asText(),
        line.path("method").asText(),
        line.path("route").asText(),
        line.path("status").asText());
  }

  @Test
  void a_request_is_logged_as_one_JSON_object() {
    var answer = app.http().get("/users?limit=1");
    var line = linesOf(answer.header("X-Request-Id")).get(0);

    assertThat(line.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly(
            "time",
            "level",
            "logger",
            "thread",
            "request_id",
            "message",
            "server",
            "method",
            "route",
            "status",
            "milliseconds");
    assertThat(line.path("time").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("status").isInt()).isTrue();
    assertThat(line.path("milliseconds").isNumber()).isTrue();
    assertThat(line.path("milliseconds").asDouble()).isBetween(0.1, 10_000.0);
    assertThat(onlyLine(answer)).isEqualTo("localhost GET /users 200");
  }

  @Test
  void a_request_is_logged_with_its_route_template_and_no_address_or_token() {
    var email = newAddress();
    var mail = app.registered(email);

    assertThat(onlyLine(app.http().get("/users/" + email)))
        .isEqualTo("localhost GET /users/{user} 200");
    assertThat(onlyLine(app.http().get("/users?email=" + email)))
        .isEqualTo("localhost GET /users 200");
    assertThat(onlyLine(app.anybody().get(mail.link()))).isEqualTo("- GET /validation/{token} 200");
    assertThat(onlyLine(app.anybody().send("HEAD", mail.link(), null)))
        .isEqualTo("- HEAD /validation/{token} 200");
    assertThat(onlyLine(app.anybody().post(mail.link() + "/reject")))
        .isEqualTo("- POST /validation/{token}/reject 200");
    assertThat(onlyLine(app.anybody().post(mail.link())))
        .startsWith("- POST /validation/{token} 4");
    assertThat(lines)
        .isNotEmpty()
        .noneMatch(line -> line.contains(email))
        .noneMatch(line -> line.contains(mail.link()));
  }

  @Test
  void the_caller_is_logged_as_the_server_name_admin_or_a_dash() {
    var other = app.newServer("");

    assertThat(onlyLine(other.get("/users"))).isEqualTo(other.name() + " GET /users 200");
    assertThat(onlyLine(app.admin().get("/servers"))).isEqualTo("admin GET /servers 200");
    assertThat(onlyLine(app.anybody().get("/health/live"))).isEqualTo("- GET /health/live 200");
    assertThat(onlyLine(app.events().post("/mailjet/events", "[]")))
        .isEqualTo("- POST /mailjet/events 200");
  }

  @Test
  void a_refused_request_is_logged_with_its_caller_if_known() {
    assertThat(onlyLine(app.anybody().get("/users"))).isEqualTo("- GET /users 401");
    assertThat(onlyLine(app.anybody().withKey("wrong").get("/users")))
        .isEqualTo("- GET /users 401");
    assertThat(onlyLine(app.http().get("/servers"))).isEqualTo("localhost GET /servers 403");
    assertThat(onlyLine(app.admin().get("/users"))).isEqualTo("admin GET /users 403");
    assertThat(onlyLine(app.http().post("/users", "{}"))).isEqualTo("localhost POST /users 422");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,     /nothing/secret-of-mine, - GET - 404",
    "DELETE,  /validation/secret,      - DELETE - 405",
    "OPTIONS, /validation/secret,      - OPTIONS /validation/{token} 204",
    "SECRET,  /users,                  - - - 405",
    "GET,     /docs/swagger-ui.css,    - GET - 200",
  })
  void raw_paths_and_unknown_methods_are_not_logged(String method, String path, String line) {
    assertThat(onlyLine(app.anybody().send(method, path, null))).isEqualTo(line);
    assertThat(lines).noneMatch(text -> text.toLowerCase(java.util.Locale.ROOT).contains("secret"));
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /users/%zz HTTP/1.1\r\nHost: a\r\nX-Request-Id: RAW\r\n\r\n', 400",
    "'GET /validation/%2e%2e/secret HTTP/1.1\r\nHost: a\r\nX-Request-Id: RAW\r\n\r\n', 400",
    "'GET /users HTTP/9.9\r\nHost: a\r\n\r\n', 400",
    "'secret of mine\r\n\r\n', 400",
  })
  void an_unreadable_request_is_logged_too(String request, int status) {
    var answer = RawHttp.send(app.port(), request);

    assertThat(answer).startsWith("HTTP/1.1 " + status);
    var id = answer.replaceAll("(?s).*X-Request-Id: (\\S+).*", "$1");
    assertThat(summary(linesOf(id))).matches("- (GET|-) - " + status);
    assertThat(lines).noneMatch(line -> line.contains("secret"));
  }

  @Test
  void the_trace_id_of_the_caller_is_in_every_line_of_its_request() {
    var caller = app.http().with("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");

    var answer = caller.get("/users");
    var failure = failure(caller, newAddress());

    assertThat(linesOf(answer.header("X-Request-Id")))
        .extracting(line -> line.path("trace_id").asText())
        .containsExactly(TRACE);
    assertThat(linesOf(failure.header("X-Request-Id")))
        .extracting(line -> line.path("trace_id").asText())
        .containsExactly(TRACE, TRACE);
  }

  @Test
  void a_malformed_traceparent_is_ignored_even_after_a_valid_one() {
    for (int i = 0; i < 20; i++) {
      app.http().with("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01").get("/health/live");
      var answer = app.http().with("traceparent", "00-" + TRACE + "-0-01").get("/health/live");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(linesOf(answer.header("X-Request-Id"))).noneMatch(line -> line.has("trace_id"));
    }
  }

  /** A registration that fails with an internal error, which is logged in a line of its own. */
  private static TestHttp.Answer failure(TestHttp caller, String email) {
    app.sql("alter table users drop constraint if exists no_hush");
    app.sql("alter table users add constraint no_hush check (first_name <> 'Hush')");
    var answer =
        caller.post(
            "/users",
            """
            {"email": "%s", "password": "correct horse battery", "first_name": "Hush"}"""
                .formatted(email));
    assertThat(answer.code()).isEqualTo("internal_error");
    return answer;
  }

  @Test
  void an_internal_error_is_logged_once_with_its_ids_and_without_input() {
    var email = newAddress();

    var answer =
        failure(app.http().with("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"), email);

    var found = linesOf(answer.header("X-Request-Id"));
    assertThat(found).hasSize(2);
    assertThat(found).allMatch(line -> line.path("trace_id").asText().equals(TRACE));
    assertThat(found.get(0).path("level").asText()).isEqualTo("ERROR");
    assertThat(found.get(0).path("exception").asText())
        // Citus adds the number of a shard to the name of the table
        .containsPattern(
            "SQLSTATE 23514 ERROR: new row for relation \"users[_0-9]*\" violates check constraint")
        .contains("at org.registrationapi.registration.RegistrationService")
        .doesNotContain("Hush")
        .doesNotContain(email)
        .doesNotContain("argon2");
    assertThat(found.get(1).path("status").asInt()).isEqualTo(500);
    assertThat(lines.stream().filter(line -> line.contains("\"exception\""))).hasSize(1);
  }
}
