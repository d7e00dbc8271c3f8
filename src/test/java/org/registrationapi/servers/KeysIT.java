package org.registrationapi.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.registrationapi.http.Access;
import org.registrationapi.http.Routes.Route;
import org.registrationapi.testing.SecondApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;
import org.registrationapi.testing.TestHttp.Answer;

/** The two kinds of API keys: their routes, their origins and their lifetime. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second application")
class KeysIT {
  private static final TestApp APP = SecondApp.APP;
  private static final String ORIGIN = "https://shop.example";

  private static Answer make(String server, String body) {
    return APP.admin().post("/servers/" + server + "/keys", body);
  }

  /** A new server's publishable key, used from a page of its origin. */
  private static TestHttp page() {
    var server = APP.newServer("");
    var body =
        """
        {"kind": "publishable", "allowed_origins": ["%s", "http://localhost:3000"]}"""
            .formatted(ORIGIN);
    var key = make(server.name(), body).json().path("key").asText();
    return APP.anybody().withKey(key).with("Origin", ORIGIN).named(server.name());
  }

  private static Answer preflight(String path, String origin, String method) {
    return APP.anybody()
        .with("Origin", origin)
        .with("Access-Control-Request-Method", method)
        .with("Access-Control-Request-Headers", "authorization,content-type")
        .send("OPTIONS", path, null);
  }

  private static java.util.List<Route> secretRoutes() {
    return APP.routes().stream().filter(route -> route.access() == Access.SERVER).toList();
  }

  @Test
  void a_key_is_secret_by_default_and_shows_its_kind() {
    var server = APP.newServer("").name();

    var secret = make(server, "{}");
    var publishable =
        make(
            server,
            """
            {"label": "sign-up page", "kind": "publishable", "allowed_origins": ["https://shop.example"]}""");

    assertThat(secret.json().path("kind").asText()).isEqualTo("secret");
    assertThat(secret.json().path("allowed_origins")).isEmpty();
    assertThat(publishable.status()).isEqualTo(201);
    var listed = APP.admin().get("/servers/" + server + "/keys").json().at("/keys/2");
    assertThat(listed.path("kind").asText()).isEqualTo("publishable");
    assertThat(listed.at("/allowed_origins/0").asText()).isEqualTo("https://shop.example");
    assertThat(listed.path("time_used").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"kind\": \"public\"}|kind unknown_value",
        "{\"kind\": \"publishable\"}|allowed_origins out_of_range",
        "{\"kind\": \"publishable\", \"allowed_origins\": []}|allowed_origins out_of_range",
        "{\"allowed_origins\": [\"https://shop.example\"]}|allowed_origins not_allowed",
        "{\"kind\": \"publishable\", \"allowed_origins\": [\"*\"]}|allowed_origins invalid_origin",
        "{\"kind\": \"publishable\", \"allowed_origins\": [\"https://*.example\"]}|allowed_origins invalid_origin",
        "{\"kind\": \"publishable\", \"allowed_origins\": [\"null\"]}|allowed_origins invalid_origin",
        "{\"kind\": \"publishable\", \"allowed_origins\": [null]}|allowed_origins invalid_origin",
        "{\"kind\": \"publishable\", \"allowed_origins\": [\"http://shop.example\"]}|allowed_origins invalid_origin",
        "{\"kind\": \"publishable\", \"allowed_origins\": [\"https://shop.example/\"]}|allowed_origins invalid_origin",
        "{\"kind\": \"publishable\", \"allowed_origins\": [\"https://Shop.example\"]}|allowed_origins invalid_origin",
        "{\"kind\": \"publishable\", \"allowed_origins\": [\"https://shop.example:443\"]}|allowed_origins invalid_origin",
        "{\"kind\": \"publishable\", \"allowed_origins\": [\"https://a@shop.example\"]}|allowed_origins invalid_origin",
        "{\"kind\": \"publishable\", \"allowed_origins\": [\"https://bücher.example\"]}|allowed_origins invalid_origin",
        "{\"kind\": \"publishable\", \"allowed_origins\": [\"https://a.example\", \"https://a.example\"]}|allowed_origins repeated",
        "{\"kind\": \"publishable\", \"allowed_origins\": \"https://shop.example\"}|allowed_origins wrong_type"
      })
  void an_invalid_request_for_a_key_is_422(String body, String error) {
    var answer = make(APP.newServer("").name(), body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fieldError()).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example,/users",
    "https://shop.example,/validation",
    "https://of.another.key.example,/users",
    "capacitor://localhost,/users",
    "http://localhost:3000,/users"
  })
  void a_page_can_read_that_its_key_is_unknown_and_nothing_else(String origin, String path) {
    var unknown = APP.anybody().withKey("reg_unknown1_" + "x".repeat(43)).with("Origin", origin);

    var answer = unknown.post(path, registration(newAddress()));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("key_invalid");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
    assertThat(answer.header("Vary")).contains("Origin");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
    assertThat(answer.header("Access-Control-Expose-Headers")).isNull();
    assertThat(answer.header("Access-Control-Allow-Methods")).isNull();
  }

  @Test
  void a_revoked_key_is_answered_like_an_unknown_one() {
    var server = APP.newServer("").name();
    var made =
        make(server, "{\"kind\": \"publishable\", \"allowed_origins\": [\"" + ORIGIN + "\"]}");
    APP.admin().delete("/servers/" + server + "/keys/" + made.json().path("id").asText());
    var page = APP.anybody().withKey(made.json().path("key").asText()).with("Origin", ORIGIN);

    var answer = page.post("/users", registration(newAddress()));

    assertThat(answer.code()).isEqualTo("key_invalid");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example,/servers,POST",
    "https://shop.example,/users,GET",
    "https://shop.example,/users/authenticate,POST",
    "null,/users,POST",
    "*,/users,POST",
    "http://shop.example,/users,POST"
  })
  void no_other_refusal_of_an_unknown_key_can_be_read(String origin, String path, String method) {
    var unknown = APP.anybody().withKey("reg_unknown1_" + "x".repeat(43)).with("Origin", origin);

    var answer = unknown.send(method, path, method.equals("GET") ? "" : "{}");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"capacitor://localhost", "tauri://localhost", "http://tauri.localhost"})
  void the_pages_of_an_app_use_a_key_with_exactly_their_origin(String origin) {
    var server = APP.newServer("").name();
    var key =
        make(server, "{\"kind\": \"publishable\", \"allowed_origins\": [\"" + origin + "\"]}")
            .json()
            .path("key")
            .asText();
    var app = APP.anybody().withKey(key);

    assertThat(preflight("/users", origin, "POST").header("Access-Control-Allow-Origin"))
        .isEqualTo(origin);
    var answer = app.with("Origin", origin).post("/users", registration(newAddress()));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
    for (var other : List.of(origin + ":1", origin + ".example", "https://localhost", "null"))
      assertThat(app.with("Origin", other).post("/users", registration(newAddress())).code())
          .isEqualTo("origin_not_allowed");
  }

  @Test
  void a_page_can_register_send_the_PIN_and_read_the_answers() {
    var page = page();
    var email = newAddress();

    var registered = page.post("/users", registration(email));
    var pin = APP.mail(email, 1).pin();
    var id = registered.json().path("id").asText();
    var activated =
        page.post(
            "/validation",
            "{\"email\": \"%s\", \"pin_code\": \"%s\", \"id\": \"%s\"}".formatted(email, pin, id));

    assertThat(registered.status()).isEqualTo(202);
    assertThat(registered.body()).isEqualTo("{\"status\":\"accepted\",\"id\":\"" + id + "\"}");
    assertThat(registered.header("Location")).isNull();
    assertThat(registered.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
    assertThat(registered.header("Vary")).contains("Origin");
    assertThat(registered.header("Access-Control-Allow-Credentials")).isNull();
    assertThat(registered.header("Access-Control-Expose-Headers"))
        .isEqualTo("Retry-After, X-Request-Id");
    assertThat(activated.json().path("is_activated").asBoolean()).isTrue();
    var invalid = page.post("/users", "{}");
    assertThat(invalid.status()).isEqualTo(422);
    assertThat(invalid.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
  }

  @ParameterizedTest
  @MethodSource("secretRoutes")
  void a_publishable_key_is_403_on_every_other_server_route(Route route) {
    var path = route.path().replace("{user}", "ada@example.com");

    var answer =
        page().with("Content-Type", "application/json").send(route.method().name(), path, "{}");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("key_not_allowed");
    assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example",
    "https://shop.example.evil.example",
    "http://shop.example",
    "https://shop.example:8443",
    "https://SHOP.example",
    "null",
    "*"
  })
  void a_page_of_another_origin_is_refused(String origin) {
    var answer = page().with("Origin", origin).post("/users", registration(newAddress()));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("origin_not_allowed");
    assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
  }

  @Test
  void a_publishable_key_without_an_origin_is_refused() {
    var server = APP.newServer("").name();
    var body =
        """
        {"kind": "publishable", "allowed_origins": ["https://shop.example"]}""";
    var key = make(server, body).json().path("key").asText();

    var answer = APP.anybody().withKey(key).post("/users", registration(newAddress()));

    assertThat(answer.code()).isEqualTo("origin_not_allowed");
  }

  @Test
  void a_publishable_key_is_403_on_an_operators_route() {
    assertThat(page().get("/servers").status()).isEqualTo(403);
  }

  @Test
  void a_preflight_gets_the_exact_permissions() {
    page();

    var answer = preflight("/users", ORIGIN, "POST");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
    assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("POST");
    assertThat(answer.header("Access-Control-Allow-Headers"))
        .isEqualTo(
            "Authorization, Content-Type, Idempotency-Key, X-Request-Id, "
                + "traceparent, tracestate, baggage, sentry-trace");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
    assertThat(answer.header("Vary")).contains("Origin");
    assertThat(preflight("/validation", ORIGIN, "POST").header("Access-Control-Allow-Origin"))
        .isEqualTo(ORIGIN);
  }

  @ParameterizedTest
  @CsvSource({
    "/users,https://nobody.example",
    "/users,null",
    "/users,*",
    "/users/authenticate,https://shop.example",
    "/users/ada@example.com,https://shop.example",
    "/servers,https://shop.example"
  })
  void any_other_preflight_gets_no_permission(String path, String origin) {
    page();

    var answer = preflight(path, origin, "POST");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
  }

  @Test
  void a_secret_key_gets_no_CORS_permission() {
    page();

    var answer = APP.http().with("Origin", ORIGIN).post("/users", registration(newAddress()));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
  }

  @Test
  void revoking_a_publishable_key_removes_its_origin() {
    var server = APP.newServer("").name();
    var origin = "https://" + server + ".example";
    var made =
        make(server, "{\"kind\": \"publishable\", \"allowed_origins\": [\"" + origin + "\"]}");
    assertThat(preflight("/users", origin, "POST").header("Access-Control-Allow-Origin"))
        .isEqualTo(origin);

    APP.admin().delete("/servers/" + server + "/keys/" + made.json().path("id").asText());

    assertThat(preflight("/users", origin, "POST").header("Access-Control-Allow-Origin")).isNull();
  }

  @Test
  void the_hour_of_the_last_use_is_recorded() {
    var server = APP.newServer("");
    var time =
        "select time_used > now() - interval '2 hours' and time_used = date_trunc('hour', time_used) from key_uses k join servers s on s.id = k.server_id"
            + " where s.name = '"
            + server.name()
            + "'";
    assertThat(APP.query(time)).isNull();

    server.get("/users");

    await().until(() -> APP.query(time), "t"::equals);
    assertThat(
            APP.admin()
                .get("/servers/" + server.name() + "/keys")
                .json()
                .at("/keys/0/time_used")
                .asText())
        .endsWith(":00:00Z");
  }

  @Test
  void a_wrong_secret_is_not_recorded_as_a_use() {
    var server = APP.newServer("");
    var id =
        APP.admin().get("/servers/" + server.name() + "/keys").json().at("/keys/0/id").asText();

    var answer = APP.anybody().withKey("reg_" + id + "_" + "x".repeat(43)).get("/users");

    assertThat(answer.code()).isEqualTo("key_invalid");
    assertThat(APP.query("select time_used from key_uses where key_id = '" + id + "'")).isNull();
  }

  @Test
  void two_keys_of_a_server_work_at_once_for_rotation() {
    var server = APP.newServer("");
    var second = make(server.name(), "{}").json().path("key").asText();
    var first =
        APP.admin().get("/servers/" + server.name() + "/keys").json().at("/keys/0/id").asText();

    assertThat(server.get("/users").status()).isEqualTo(200);
    assertThat(APP.anybody().withKey(second).get("/users").status()).isEqualTo(200);
    APP.admin().delete("/servers/" + server.name() + "/keys/" + first);
    assertThat(server.get("/users").status()).isEqualTo(401);
    assertThat(APP.anybody().withKey(second).get("/users").status()).isEqualTo(200);
  }

  @Test
  void a_key_revoked_on_one_instance_is_soon_refused_by_another() {
    try (var other = TestApp.startBeside(APP, Map.of())) {
      var name = APP.newServer("").name();
      var made = make(name, "{}").json();
      var there = other.anybody().withKey(made.path("key").asText());
      assertThat(there.get("/users").status()).isEqualTo(200);
      assertThat(there.get("/users").status()).isEqualTo(200); // from the cache

      APP.admin().delete("/servers/" + name + "/keys/" + made.path("id").asText());

      await().until(() -> there.get("/users").status() == 401);
    }
  }

  @Test
  void a_server_deleted_on_one_instance_gets_no_users_by_another() {
    try (var other = TestApp.startBeside(APP, Map.of())) {
      var name = APP.newServer("").name();
      var there = other.anybody().withKey(make(name, "{}").json().path("key").asText());
      assertThat(there.get("/users").status()).isEqualTo(200);

      APP.admin().delete("/servers/" + name);

      var answer = there.post("/users", registration(newAddress()));
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.code()).isEqualTo("key_invalid");
    }
  }

  @Test
  void a_key_in_the_query_is_ignored() {
    for (var name : new String[] {"key", "api_key", "access_token", "authorization"}) {
      var answer = APP.anybody().get("/users?" + name + "=" + TestApp.API_KEY);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.code()).isEqualTo("key_required");
    }
  }
}
