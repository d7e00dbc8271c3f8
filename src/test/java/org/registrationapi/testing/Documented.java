package org.registrationapi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.oas.OpenApi30;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks that the OpenAPI document has every answer that a test gets: its status, its headers, its
 * content type, the schema of its body, and the code of its error. Fields and codes that are not
 * listed are faults here, although clients accept them.
 */
public final class Documented {
  private static final String PROBLEM = "application/problem+json";
  private static final JsonNode DOCUMENT = document();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(
          VersionFlag.V4,
          builder ->
              builder
                  .metaSchema(OpenApi30.getInstance())
                  .defaultMetaSchemaIri(OpenApi30.getInstance().getIri()));
  private static final Map<JsonNode, JsonSchema> READ = new ConcurrentHashMap<>();

  /** Headers that HTTP or {@code SecurityHeaders} brings; all others are documented. */
  private static final Set<String> USUAL_HEADERS =
      Set.of(
          "cache-control",
          "connection",
          "content-length",
          "content-security-policy",
          "content-type",
          "cross-origin-opener-policy",
          "cross-origin-resource-policy",
          "date",
          "referrer-policy",
          "strict-transport-security",
          "transfer-encoding",
          "x-content-type-options");

  /** The details of all errors answered in this run, by operation and code. */
  private static final Map<String, Set<String>> DETAILS = new ConcurrentHashMap<>();

  private Documented() {}

  private static JsonNode document() {
    try (var app = TestApp.start(Map.of("MJ_APIKEY_PUBLIC", "", "MJ_APIKEY_PRIVATE", ""))) {
      var document = TestHttp.unchecked(app.port()).get("/openapi.json").json();
      close(document.at("/components/schemas"));
      return document;
    }
  }

  /** Makes open schemas strict: no other fields, and only the listed codes. */
  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.path("properties").isObject()) object.put("additionalProperties", false);
      if (object.has("x-extensible-enum")) object.set("enum", object.get("x-extensible-enum"));
    }
    node.forEach(Documented::close);
  }

  /** Reads the document early, because that takes a second. */
  public static void read() {} // the call initialises DOCUMENT

  /** Fails if the document lacks this answer of a route. Paths without a route are not checked. */
  static void check(String method, String path, HttpResponse<String> answer) {
    var operation = operation(method, path.replaceFirst("[?].*", "").replaceFirst("(?<=.)/$", ""));
    if (operation.isMissingNode() || answer.statusCode() == 405) return;
    var what = method + " " + path.replaceFirst("[?].*", "");
    var status = Integer.toString(answer.statusCode());
    var responses = operation.path("responses");
    assertThat(responses.fieldNames()).toIterable().as("answers of %s", what).contains(status);
    var response = responses.path(status);
    checkHeaders(what + " " + status, response.path("headers"), answer);
    if (!answer.body().isEmpty()) checkBody(what + " " + status, response, answer);
    if (isProblem(answer)) checkCode(operation.path("operationId").asText(), response, answer);
  }

  private static void checkHeaders(String what, JsonNode documented, HttpResponse<String> answer) {
    var names = new HashSet<String>();
    for (var header : documented.properties()) {
      var name = header.getKey().toLowerCase(Locale.ROOT);
      var component = DOCUMENT.at(header.getValue().path("$ref").asText().substring(1));
      if (component.path("required").asBoolean())
        assertThat(answer.headers().map()).as("headers of %s", what).containsKey(name);
      names.add(name);
    }
    names.addAll(USUAL_HEADERS);
    assertThat(names)
        .as("documented headers of %s", what)
        .containsAll(answer.headers().map().keySet());
  }

  private static boolean isProblem(HttpResponse<String> answer) {
    var type = answer.headers().firstValue("Content-Type").orElse("");
    return type.startsWith(PROBLEM) && !answer.body().isEmpty();
  }

  private static void checkCode(String id, JsonNode response, HttpResponse<String> answer) {
    var problem = json(answer.body());
    var code = problem.path("code").asText();
    var codes = response.path("content").path(PROBLEM).path("x-extensible-enum");
    assertThat(codes).as("codes of %s", id).extracting(JsonNode::asText).contains(code);
    DETAILS
        .computeIfAbsent(id + " " + code, key -> ConcurrentHashMap.newKeySet())
        .add(problem.path("detail").asText());
  }

  /** The details that an operation has answered with a code; empty if it never did. */
  public static Set<String> details(String operationId, String code) {
    return Set.copyOf(DETAILS.getOrDefault(operationId + " " + code, Set.of()));
  }

  private static void checkBody(String what, JsonNode response, HttpResponse<String> answer) {
    var type = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    var content = response.path("content");
    assertThat(content.fieldNames()).toIterable().as("content types of %s", what).contains(type);
    if (!type.endsWith("json") || what.startsWith("GET /openapi.json")) return;
    var schema = READ.computeIfAbsent(content.path(type).path("schema"), Documented::schema);
    assertThat(schema.validate(json(answer.body()))).as("schema of %s", what).isEmpty();
  }

  /** A schema whose references lead to the components of the document. */
  private static JsonSchema schema(JsonNode node) {
    var whole = (ObjectNode) node.deepCopy();
    var config = SchemaValidatorsConfig.builder();
    whole.set("components", DOCUMENT.path("components"));
    return SCHEMAS.getSchema(whole, config.formatAssertionsEnabled(true).build());
  }

  private static JsonNode json(String body) {
    try {
      return TestHttp.JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + body, e);
    }
  }

  private static JsonNode operation(String method, String path) {
    var name = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    return DOCUMENT.path("paths").properties().stream()
        .filter(template -> matches(template.getKey(), path))
        .map(template -> template.getValue().path(name))
        .filter(operation -> !operation.isMissingNode())
        .findFirst()
        .orElse(DOCUMENT.path("no such path"));
  }

  private static boolean matches(String template, String path) {
    var wanted = List.of(template.split("/", -1));
    var given = List.of(path.split("/", -1));
    if (wanted.size() != given.size()) return false;
    for (int i = 0; i < wanted.size(); i++)
      if (!wanted.get(i).startsWith("{") && !wanted.get(i).equals(given.get(i))) return false;
    return true;
  }
}
