package org.registrationapi.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.registrationapi.http.Routes.Route;

/**
 * The OpenAPI document: what the annotation processor wrote from the handlers, completed with what
 * holds for all routes of one kind, and mended where the processor writes what OpenAPI 3.0 does not
 * allow.
 */
public final class OpenApiDocument {
  private static final String RESOURCE = "/openapi-plugin/openapi-default.json";
  private static final String PROBLEM_REF = "#/components/schemas/Problem";
  private static final List<String> WAITS = List.of("429", "503");
  private static final List<String> NUMBERS =
      List.of("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems");
  private static final PropertyNamingStrategies.NamingBase NAMING =
      (PropertyNamingStrategies.NamingBase) PropertyNamingStrategies.SNAKE_CASE;

  private final ObjectNode root;

  private OpenApiDocument(ObjectNode root) {
    this.root = root;
  }

  /** The document as JSON text, with the security that the route table demands. */
  public static String of(List<Route> routes) {
    var document = new OpenApiDocument(load());
    document.describe();
    document.nameFieldsAsSent();
    document.writeOutCompositions();
    document.allowNull();
    document.leaveOutAllBut(routes);
    routes.forEach(document::complete);
    mend(document.root);
    return document.root.toPrettyString();
  }

  private static ObjectNode load() {
    try (var in = OpenApiDocument.class.getResourceAsStream(RESOURCE)) {
      return (ObjectNode) new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  private void describe() {
    var info = root.putObject("info");
    info.put("title", "Registration API").put("version", "1.0.0");
    info.put(
        "description",
        """
        Registers the users of web applications (servers): stores the user, mails a validation link with a PIN, and \
        activates the user when the link is followed or the PIN is sent back.

        A server proves itself with its API key, `Authorization: Bearer reg_…`; the operator with the admin key. \
        Errors are `application/problem+json` with a stable `code`.""");
    info.putObject("license").put("name", "MIT").put("url", "https://opensource.org/license/mit");
    root.putArray("servers").addObject().put("url", "/");
    var schemes = components().putObject("securitySchemes");
    scheme(schemes, "server_key", "A secret API key of a server: `reg_<id>_<secret>`");
    scheme(
        schemes,
        "publishable_key",
        "A publishable API key of a server, from a page of one of its origins");
    scheme(schemes, "admin_key", "The setting `ADMIN_KEY`");
    describeTags();
  }

  private void describeTags() {
    var tags = root.putArray("tags");
    tag(tags, "registration", "Register a user, and prove the address");
    tag(tags, "users", "Find, list, change and delete users");
    tag(tags, "servers", "Web applications and their API keys, for the operator");
    tag(tags, "mails", "What became of mails, for the operator");
    tag(tags, "service", "The service itself");
  }

  private static void tag(ArrayNode tags, String name, String description) {
    tags.addObject().put("name", name).put("description", description);
  }

  private static ObjectNode scheme(ObjectNode schemes, String name, String description) {
    return schemes
        .putObject(name)
        .put("type", "http")
        .put("scheme", "bearer")
        .put("description", description);
  }

  private ObjectNode components() {
    return root.withObject("/components");
  }

  /** The processor takes the names of the records' components; JSON has them in snake_case. */
  private void nameFieldsAsSent() {
    for (var schema : components().path("schemas")) {
      if (schema.path("properties") instanceof ObjectNode properties) {
        var renamed = ((ObjectNode) schema).putObject("properties");
        properties
            .properties()
            .forEach(field -> renamed.set(NAMING.translate(field.getKey()), field.getValue()));
      }
      if (schema.has("required")) {
        var required = new ArrayList<String>();
        schema.path("required").forEach(name -> required.add(NAMING.translate(name.asText())));
        var names = ((ObjectNode) schema).putArray("required");
        required.forEach(names::add);
      }
    }
  }

  /** What is composed of others gets their fields: each of them alone forbids the others'. */
  private void writeOutCompositions() {
    var schemas = components().withObject("/schemas");
    for (var schema : schemas) {
      if (!schema.has("allOf")) continue;
      var whole = ((ObjectNode) schema).put("type", "object").put("additionalProperties", false);
      var properties = whole.putObject("properties");
      var required = whole.putArray("required");
      for (var part : whole.remove("allOf")) {
        var fields = root.at(part.path("$ref").asText().substring(1)).deepCopy();
        properties.setAll((ObjectNode) fields.path("properties"));
        fields.path("required").forEach(required::add);
      }
    }
    var references = root.toString();
    schemas.properties().removeIf(schema -> !references.contains("/" + schema.getKey() + "\""));
  }

  /** A field that is not required may be null, in requests as in answers. */
  private void allowNull() {
    for (var schema : components().path("schemas")) {
      var required = new HashSet<String>();
      schema.path("required").forEach(name -> required.add(name.asText()));
      for (var field : schema.path("properties").properties()) {
        if (required.contains(field.getKey())) continue;
        var property = (ObjectNode) field.getValue();
        // OpenAPI 3.0 ignores what stands beside a reference
        if (property.has("$ref"))
          property
              .put("type", "object")
              .putArray("allOf")
              .addObject()
              .set("$ref", property.remove("$ref"));
        property.put("nullable", true);
      }
    }
  }

  /** What the settings switch off is not promised. */
  private void leaveOutAllBut(List<Route> routes) {
    var paths = routes.stream().map(Route::path).toList();
    ((ObjectNode) root.path("paths")).retain(paths);
  }

  /** Adds the security of a route, the answers that come of it, and the shape of every error. */
  private void complete(Route route) {
    var method = route.method().name().toLowerCase(Locale.ROOT);
    if (!(root.path("paths").path(route.path()).path(method) instanceof ObjectNode operation))
      return;
    var responses = (ObjectNode) operation.get("responses");
    var security = operation.putArray("security");
    switch (route.access()) {
      case SERVER -> keyed(security.addObject(), "server_key", responses);
      case ANY_KEY -> {
        describe(responses, "403", "`key_not_allowed`, `origin_not_allowed`");
        keyed(security.addObject(), "server_key", responses);
        keyed(security.addObject(), "publishable_key", responses);
      }
      case ADMIN -> keyed(security.addObject(), "admin_key", responses);
      case ADMIN_PAGE -> {
        scheme(
                components().withObject("/securitySchemes"),
                "admin_password",
                "The setting `ADMIN_KEY` as password, with any user")
            .put("scheme", "basic");
        keyed(security.addObject(), "admin_password", responses);
        keyed(security.addObject(), "admin_key", responses);
      }
      case ADMIN_OR_LOCAL -> {
        keyed(security.addObject(), "admin_key", responses);
        security.addObject(); // none, on the same machine
      }
      case MAILJET -> mailjet(security.addObject(), responses);
      case LOCAL -> describe(responses, "403", "`not_local`");
      case PUBLIC -> {}
    }
    if (operation.has("requestBody")) bodied(responses);
    if (route.path().contains("{token}"))
      describe(responses, "404", "`link_not_found`: we never made it");
    describe(responses, "400", "`malformed_request`");
    describe(responses, "500", "`internal_error`");
    if (!isOfService(operation)) describe(responses, "503", "`database_unavailable`");
    WAITS.forEach(status -> retryAfter(responses.path(status)));
    responses.properties().stream()
        .filter(response -> response.getKey().compareTo("400") >= 0)
        .forEach(response -> problem((ObjectNode) response.getValue()));
  }

  private static void keyed(ObjectNode security, String scheme, ObjectNode responses) {
    security.putArray(scheme);
    describe(responses, "401", "`key_required`, `key_invalid`");
    describe(responses, "403", "`key_not_allowed`");
  }

  /** What every route answers to a body that it cannot take. */
  private static void bodied(ObjectNode responses) {
    describe(responses, "400", "`malformed_json`");
    describe(responses, "408", "`request_timeout`");
    describe(responses, "413", "`body_too_large`");
    describe(responses, "415", "`json_required`");
    describe(responses, "422", "`invalid_fields`");
  }

  private void mailjet(ObjectNode security, ObjectNode responses) {
    scheme(
            components().withObject("/securitySchemes"),
            "mailjet_events",
            "The settings `MAILJET_EVENTS_USER` and `MAILJET_EVENTS_PASSWORD`")
        .put("scheme", "basic");
    security.putArray("mailjet_events");
    describe(responses, "401", "`credentials_invalid`");
  }

  /** What tells of the service itself does without the database, or says itself what happens. */
  private static boolean isOfService(ObjectNode operation) {
    return operation.at("/tags/0").asText().equals("service");
  }

  private static void retryAfter(JsonNode response) {
    if (response instanceof ObjectNode object)
      object
          .withObject("/headers/Retry-After")
          .put("description", "Seconds to wait before trying again")
          .putObject("schema")
          .put("type", "integer");
  }

  private static void describe(ObjectNode responses, String status, String description) {
    if (!responses.has(status)) responses.putObject(status).put("description", description);
  }

  private static void problem(ObjectNode response) {
    var content = response.withObject("/content");
    if (content.isEmpty())
      content.putObject("application/problem+json").putObject("schema").put("$ref", PROBLEM_REF);
  }

  /** Numbers are numbers, truth values are truth values, and blank texts are left out. */
  private static void mend(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (var name : NUMBERS)
        if (object.path(name).isTextual())
          object.put(name, Long.parseLong(object.get(name).asText()));
      if (object.path("example").isTextual())
        switch (object.path("type").asText()) {
          case "integer" -> object.put("example", object.get("example").asLong());
          case "boolean" -> object.put("example", object.get("example").asBoolean());
          default -> {}
        }
      object.properties().stream()
          .filter(field -> List.of("summary", "description").contains(field.getKey()))
          .filter(field -> field.getValue().isTextual() && field.getValue().asText().isEmpty())
          .map(Map.Entry::getKey)
          .toList()
          .forEach(object::remove);
    }
    node.forEach(OpenApiDocument::mend);
  }
}
