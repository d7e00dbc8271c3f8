package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.FieldCode;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** The documentation page and the OpenAPI document. */
class DocsIT {
  private static final TestApp APP = SharedApp.APP;
  private static final JsonNode DOCUMENT = APP.anybody().get("/openapi.json").json();

  @Test
  void the_document_lists_exactly_the_routes() {
    var documented = new TreeSet<String>();
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(m -> documented.add(m + " " + path.getKey())));

    var routes = new TreeSet<String>();
    APP.routes().stream()
        .filter(route -> !route.path().equals("/") && !route.path().startsWith("/docs"))
        .forEach(
            route ->
                routes.add(route.method().name().toLowerCase(Locale.ROOT) + " " + route.path()));
    assertThat(documented).isEqualTo(routes);
  }

  @Test
  void the_operations_of_each_tag_after_the_other_are_in_the_order_of_the_routes() {
    var byTag = new LinkedHashMap<String, List<String>>();
    DOCUMENT.path("tags").forEach(tag -> byTag.put(tag.path("name").asText(), new ArrayList<>()));
    for (var path : DOCUMENT.path("paths").properties())
      for (var operation : path.getValue().properties())
        byTag
            .get(operation.getValue().at("/tags/0").asText())
            .add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());

    assertThat(byTag.values().stream().flatMap(List::stream)).containsExactlyElementsOf(routes());
  }

  /** The documented routes, in their order. */
  private static List<String> routes() {
    return APP.routes().stream()
        .filter(route -> !route.path().equals("/") && !route.path().startsWith("/docs"))
        .map(route -> route.method().name() + " " + route.path())
        .toList();
  }

  @Test
  void a_request_sent_twice_has_no_example_of_an_Idempotency_Key() {
    var header = DOCUMENT.at("/paths/~1users/post/parameters/0");

    assertThat(header.path("name").asText()).isEqualTo("Idempotency-Key");
    assertThat(header.toString()).doesNotContain("example");
  }

  @Test
  void the_example_of_a_server_to_delete_is_not_the_first_server() {
    var delete = DOCUMENT.at("/paths/~1servers~1{name}/delete/parameters/0/schema/example");
    var get = DOCUMENT.at("/paths/~1servers~1{name}/get/parameters/0/schema/example");

    assertThat(delete.asText()).isEqualTo("shop");
    assertThat(get.asText()).isEqualTo("localhost");
  }

  @Test
  void the_API_reference_lists_exactly_the_routes_in_order() throws IOException {
    var table =
        Pattern.compile("(?m)^\\| `([A-Z]+) (/[^`]*)` \\|")
            .matcher(Files.readString(Path.of(".github/API.md")))
            .results()
            .map(row -> row.group(1) + " " + row.group(2));

    assertThat(table).containsExactlyElementsOf(routes());
  }

  @Test
  void every_operation_has_an_id_a_summary_security_and_described_responses() {
    DOCUMENT
        .path("paths")
        .forEach(
            path ->
                path.forEach(
                    operation -> {
                      assertThat(operation.path("operationId").asText()).isNotBlank();
                      assertThat(operation.path("summary").asText()).isNotBlank();
                      assertThat(operation.has("security")).isTrue();
                      assertThat(operation.path("tags")).hasSize(1);
                      operation
                          .path("responses")
                          .properties()
                          .forEach(
                              response -> checkResponse(response.getKey(), response.getValue()));
                    }));
  }

  @Test
  void requests_refuse_unknown_fields_and_answers_may_get_new_ones() {
    var schemas = DOCUMENT.at("/components/schemas");
    for (var request : List.of("RegistrationRequest", "ServerSettings"))
      assertThat(schemas.path(request).path("additionalProperties").asBoolean(true)).isFalse();
    for (var answer : List.of("User", "RegistrationAnswer", "Server", "Problem", "FieldError"))
      assertThat(schemas.path(answer).path("additionalProperties").asBoolean()).as(answer).isTrue();
  }

  @Test
  void codes_are_listed_but_may_get_new_values() {
    var schemas = DOCUMENT.at("/components/schemas");
    assertThat(schemas.at("/Problem/properties/code/x-extensible-enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(Stream.of(ErrorCode.values()).map(ErrorCode::word).toList());
    assertThat(schemas.at("/FieldError/properties/code/x-extensible-enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(Stream.of(FieldCode.values()).map(FieldCode::word).toList());
    assertThat(schemas.at("/FieldError/properties/code").has("enum")).isFalse();
    assertThat(schemas.at("/FieldError/properties/code/description").asText())
        .contains("`too_common`");
  }

  @Test
  void an_error_has_its_codes_headers_and_an_example_of_each_code() {
    var conflict = DOCUMENT.at("/paths/~1users/post/responses/409");
    var problem = conflict.at("/content/application~1problem+json");
    assertThat(problem.path("x-extensible-enum").toString()).isEqualTo("[\"already_registered\"]");
    assertThat(problem.at("/examples/already_registered/$ref").asText())
        .isEqualTo("#/components/examples/already_registered");
    assertThat(DOCUMENT.at("/components/examples/already_registered/value").toString())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Conflict","status":409,\
            "detail":"This address belongs to an activated user of this server.",\
            "code":"already_registered","request_id":"T6OKtmIYuuWb4oBSUzs4"}""");
    assertThat(DOCUMENT.at("/paths/~1users/get/responses/503/headers").fieldNames())
        .toIterable()
        .containsExactly("X-Request-Id", "Retry-After");
    assertThat(DOCUMENT.at("/components/headers/Retry-After/required").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "listUsers|limit|{'type':'integer','format':'int32','minimum':1,'maximum':100,'default':50}",
        "listUsers|status|{'type':'string','enum':['pending','activated']}",
        "deleteServer|force|{'type':'boolean','default':false}",
        "getFunnel|to|{'type':'string','format':'date','example':'2026-11-30'}",
        "previewMail|format|{'type':'string','enum':['html','text']}",
        "getMail|id|{'type':'string','example':'0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71','format':'uuid'}"
      },
      quoteCharacter = '"')
  void a_parameter_has_the_limits_that_are_checked(String operation, String name, String schema)
      throws IOException {
    assertThat(parameter(operation, name).path("schema"))
        .isEqualTo(TestHttp.JSON.readTree(schema.replace('\'', '"')));
  }

  private static JsonNode parameter(String id, String name) {
    for (var path : DOCUMENT.path("paths"))
      for (var operation : path)
        for (var parameter : operation.path("parameters"))
          if (operation.path("operationId").asText().equals(id)
              && parameter.path("name").asText().equals(name)) return parameter;
    throw new AssertionError(id + " has no parameter " + name);
  }

  private static void checkResponse(String status, JsonNode response) {
    assertThat(response.path("description").asText()).isNotBlank();
    if (status.compareTo("400") >= 0)
      assertThat(response.at("/content/application~1problem+json/schema/$ref").asText())
          .isEqualTo("#/components/schemas/Problem");
  }

  @Test
  void the_document_has_its_title_security_schemes_and_JSON_field_names() {
    assertThat(DOCUMENT.at("/info/title").asText()).isEqualTo("Registration API");
    assertThat(DOCUMENT.at("/servers").toString())
        .isEqualTo("[{\"url\":\"" + TestApp.PUBLIC_URL + "\"}]");
    assertThat(DOCUMENT.at("/components/securitySchemes").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("key", "admin_password", "mailjet_events");
    assertThat(DOCUMENT.at("/components/schemas/RegistrationRequest/properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "email", "password", "first_name", "last_name", "birth_date", "locale");
    assertThat(DOCUMENT.at("/components/schemas/RegistrationRequest/required").toString())
        .isEqualTo("[\"email\",\"password\"]");
    assertThat(DOCUMENT.at("/paths/~1users/post/security").toString()).isEqualTo("[{\"key\":[]}]");
    assertThat(DOCUMENT.at("/paths/~1status/get/security").toString())
        .isEqualTo("[{\"key\":[]},{\"admin_password\":[]}]");
    assertThat(DOCUMENT.at("/paths/~1mailjet~1events/post/security").toString())
        .isEqualTo("[{\"mailjet_events\":[]}]");
    assertThat(DOCUMENT.at("/components/securitySchemes/mailjet_events/scheme").asText())
        .isEqualTo("basic");
    assertThat(DOCUMENT.at("/paths/~1health~1live/get/security").toString()).isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource({
    "/users/get, Accepts a server's secret key., secret",
    "/users/post, Accepts a server's secret or publishable key., secret publishable",
    "/servers/post, Accepts the admin key., admin",
    "/metrics/get, Accepts the metrics key or the admin key., metrics admin"
  })
  void an_operation_says_which_kinds_of_key_it_accepts(String path, String text, String kinds) {
    var operation = DOCUMENT.at("/paths/~1" + path.substring(1));
    var accepted = new ArrayList<String>();
    operation.path("x-accepted-keys").forEach(kind -> accepted.add(kind.asText()));

    assertThat(operation.path("description").asText()).endsWith(text);
    assertThat(accepted).containsExactly(kinds.split(" "));
  }

  @Test
  void both_responses_to_a_registration_are_of_one_schema() {
    var schemas = DOCUMENT.at("/components/schemas");
    var fields = new ArrayList<String>();
    schemas.at("/User/properties").fieldNames().forEachRemaining(fields::add);
    fields.addAll(List.of("hints", "status"));

    assertThat(schemas.at("/RegistrationAnswer/properties").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(fields);
    assertThat(schemas.at("/RegistrationAnswer/required").toString()).isEqualTo("[\"id\"]");
    assertThat(schemas.has("Registered") || schemas.has("AcceptedRegistration")).isFalse();
    assertThat(schemas.has("Hints")).isFalse();
    assertThat(schemas.at("/Hint/properties").fieldNames())
        .toIterable()
        .containsExactly("field", "code", "suggestion");
  }

  @ParameterizedTest
  @CsvSource({"/, /docs/", "/docs, ./docs/"})
  void the_root_and_the_docs_path_redirect_to_the_page(String path, String location) {
    for (var method : List.of("GET", "HEAD")) {
      var answer = APP.anybody().send(method, path, null);

      assertThat(answer.status()).isEqualTo(302);
      assertThat(answer.header("Location")).isEqualTo(location);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/",
        "/docs/swagger-ui.css",
        "/docs/swagger-ui-bundle.js",
        "/docs/favicon-32x32.png"
      })
  void the_page_and_its_files_are_served_locally(String path) {
    var answer = APP.anybody().get(path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isNotEmpty()
        .doesNotContain("https://unpkg.com")
        .doesNotContain("cdn.");
  }

  @Test
  void the_page_may_load_nothing_from_other_origins() {
    assertThat(APP.anybody().get("/docs/").header("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                + "object-src 'none'; base-uri 'none'; frame-ancestors 'none'");
  }

  @Test
  void the_API_key_is_not_shown_outside_development() {
    var page = APP.anybody().with("X-Requested-With", "docs");

    assertThat(page.get("/docs/key").code()).isEqualTo("not_found");
    assertThat(page.get("/docs/swagger-initializer.js").body())
        .contains("onComplete: () => false && fillIn()")
        .doesNotContain(TestApp.API_KEY);
  }

  @Test
  void DOCS_off_disables_the_page() {
    try (var app = TestApp.start(Map.of("DOCS", "off"))) {
      for (var path :
          new String[] {"/", "/docs", "/docs/", "/docs/swagger-ui.css", "/openapi.json"})
        assertThat(TestHttp.unchecked(app.port()).get(path).status()).isEqualTo(404);
    }
  }
}
