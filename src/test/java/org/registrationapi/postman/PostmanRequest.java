package org.registrationapi.postman;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Writes one request of the collection, from an operation of the document and a step. */
final class PostmanRequest {
  /** Examples of the document that are variables of the collection. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "ada@example.com", "{{email}}",
          "ada.king@example.com", "{{newEmail}}",
          "0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71", "{{userId}}",
          "123456", "{{pin}}",
          "shop", "{{server}}");

  /** Values of parameters that are not the document's examples. */
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "user", "{{userId}}",
          "name", "{{server}}",
          "token", "{{token}}",
          "Idempotency-Key", "{{$guid}}");

  private final Operation operation;
  private final PostmanStep step;

  /** An operation of the document. */
  record Operation(String path, String method, JsonNode node) {}

  private PostmanRequest(Operation operation, PostmanStep step) {
    this.operation = operation;
    this.step = step;
  }

  /** Adds the request to the items of a folder. */
  static void add(ArrayNode items, Operation operation, PostmanStep step) {
    new PostmanRequest(operation, step).write(items.addObject());
  }

  private void write(ObjectNode item) {
    item.put("name", step.name().orElseGet(() -> text("summary")));
    var events = item.putArray("event");
    if (!step.before().isEmpty()) event(events, "prerequest", step.before());
    event(events, "test", PostmanScripts.expect(statuses()) + step.after());
    var request = item.putObject("request");
    auth(request.putObject("auth"));
    request.put("method", operation.method().toUpperCase(Locale.ROOT));
    headers(request.putArray("header"));
    body(request);
    url(request.putObject("url"));
    request.put("description", text("description"));
    item.putArray("response");
  }

  private String text(String field) {
    return operation.node().path(field).asText();
  }

  private static void event(ArrayNode events, String when, String script) {
    var node = events.addObject().put("listen", when).putObject("script");
    var lines = node.put("type", "text/javascript").putArray("exec");
    script.lines().forEach(lines::add);
  }

  /** The successful statuses of the document, and those that the step allows. */
  private List<Integer> statuses() {
    var statuses = new TreeSet<>(step.otherStatuses());
    operation
        .node()
        .path("responses")
        .fieldNames()
        .forEachRemaining(status -> statuses.add(Integer.valueOf(status)));
    statuses.removeIf(status -> status >= 300 && !step.otherStatuses().contains(status));
    return List.copyOf(statuses);
  }

  private void auth(ObjectNode auth) {
    var kinds = operation.node().path("x-accepted-keys").toString();
    var key = kinds.contains("secret") ? "apiKey" : kinds.contains("admin") ? "adminKey" : "";
    auth.put("type", key.isEmpty() ? "noauth" : "bearer");
    if (key.isEmpty()) return;
    var token = auth.putArray("bearer").addObject();
    token.put("key", "token").put("value", "{{" + key + "}}").put("type", "string");
  }

  private void headers(ArrayNode headers) {
    if (operation.node().has("requestBody"))
      headers.addObject().put("key", "Content-Type").put("value", "application/json");
    for (var parameter : parameters("header")) parameter(headers.addObject(), parameter);
  }

  private List<JsonNode> parameters(String in) {
    var parameters = new ArrayList<JsonNode>();
    for (var parameter : operation.node().path("parameters"))
      if (parameter.path("in").asText().equals(in)) parameters.add(parameter);
    return parameters;
  }

  /** Optional parameters without a value of ours are there, but not sent. */
  private void parameter(ObjectNode node, JsonNode parameter) {
    var name = parameter.path("name").asText();
    var example = parameter.at("/schema/example").asText();
    var value = step.values().getOrDefault(name, PARAMETERS.get(name));
    var isSent = parameter.path("required").asBoolean() || value != null;
    node.put("key", name);
    node.put("value", value == null ? VARIABLES.getOrDefault(example, example) : value);
    if (parameter.has("description")) node.set("description", parameter.get("description"));
    if (!isSent) node.put("disabled", true);
  }

  private void body(ObjectNode request) {
    var content = operation.node().at("/requestBody/content/application~1json");
    if (content.isMissingNode()) return;
    var example = ((ObjectNode) content.path("example")).deepCopy();
    example.properties().forEach(field -> field.setValue(value(example, field.getKey())));
    var body = request.putObject("body").put("mode", "raw").put("raw", example.toPrettyString());
    body.putObject("options").putObject("raw").put("language", "json");
  }

  private JsonNode value(ObjectNode example, String field) {
    var value = example.get(field);
    var variable = step.values().getOrDefault(field, VARIABLES.get(value.asText()));
    return variable == null ? value : example.textNode(variable);
  }

  private void url(ObjectNode url) {
    var path = operation.path().replaceAll("[{](\\w+)[}]", ":$1");
    url.put("raw", "{{baseUrl}}" + path);
    url.putArray("host").add("{{baseUrl}}");
    var parts = url.putArray("path");
    for (var part : path.substring(1).split("/", -1)) parts.add(part);
    var query = url.putArray("query");
    for (var parameter : parameters("query")) parameter(query.addObject(), parameter);
    var variables = url.putArray("variable");
    for (var parameter : parameters("path")) parameter(variables.addObject(), parameter);
  }
}
