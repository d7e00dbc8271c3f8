package org.registrationapi.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.registrationapi.http.Access;
import org.registrationapi.http.Routes.Route;
import org.registrationapi.text.Resources;

/**
 * The OpenAPI document: the annotation processor's output, completed with the parts that all routes
 * of one kind share, and corrected where it is not valid OpenAPI 3.0.
 */
public final class OpenApiDocument {
  private static final String RESOURCE = "/openapi-plugin/openapi-default.json";
  private static final String PROBLEM_REF = "#/components/schemas/Problem";
  private static final List<String> WAITS = List.of("429", "503");

  private static final Set<Access> ADMIN = Set.of(Access.ADMIN, Access.ADMIN_PAGE);

  /** Errors that a browser gets as a page. */
  private static final List<String> PAGES = List.of("404", "409", "410", "422");

  private final ObjectNode root;
  private final boolean hasAdminKey;

  private OpenApiDocument(ObjectNode root, boolean hasAdminKey) {
    this.root = root;
    this.hasAdminKey = hasAdminKey;
  }

  /**
   * The document as JSON text, with the order and the security of the route table.
   *
   * @param root the path that all routes are below, with a slash at its end
   * @param hasAdminKey without one, the routes of the admin are marked
   */
  public static String of(List<Route> routes, String root, boolean hasAdminKey) {
    var document = new OpenApiDocument(load(), hasAdminKey);
    document.describe(root, OpenApiIntroduction.of(routes, root, hasAdminKey));
    OpenApiSchemas.mend(document.root);
    document.arrange(routes);
    var texts = OpenApiTexts.read();
    for (var route : routes) document.complete(route, texts);
    OpenApiSchemas.correctValues(document.root);
    document.addExamples();
    return document.root.toPrettyString();
  }

  private static ObjectNode load() {
    try {
      return (ObjectNode) new ObjectMapper().readTree(Resources.text(RESOURCE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  private void describe(String path, String introduction) {
    var info = root.putObject("info");
    info.put("title", "Registration API").put("version", "1.0.0").put("description", introduction);
    info.putObject("license").put("name", "MIT").put("url", "https://opensource.org/license/mit");
    root.putArray("servers").addObject().put("url", withoutSlash(path));
    describeTags();
  }

  /** The paths of the routes are appended to it. */
  private static String withoutSlash(String path) {
    return path.equals("/") ? path : path.substring(0, path.length() - 1);
  }

  private void describeTags() {
    var tags = root.putArray("tags");
    tag(tags, "registration", "Register a user, and validate the address");
    tag(tags, "passwords", "Check and reset passwords");
    tag(tags, "users", "Find, list, change and delete users");
    tag(tags, "servers", "Web applications and their API keys, for the operator");
    tag(tags, "mails", "Mails and bounced addresses, for the operator");
    tag(tags, "service", "The service itself");
  }

  private static void tag(ArrayNode tags, String name, String description) {
    tags.addObject().put("name", name).put("description", description);
  }

  /** Puts the operations in the order of the routes; those that the settings switch off go. */
  private void arrange(List<Route> routes) {
    var all = root.path("paths");
    var paths = root.putObject("paths");
    for (var route : routes) {
      var operation = all.path(route.path()).path(method(route));
      if (!operation.isMissingNode())
        paths.withObjectProperty(route.path()).set(method(route), operation);
    }
  }

  /** The name of a route's method in the document. */
  private static String method(Route route) {
    return route.method().name().toLowerCase(Locale.ROOT);
  }

  /**
   * Adds the security of a route, the answers that result from it, and the schema of every error.
   */
  private void complete(Route route, OpenApiTexts texts) {
    if (!(root.path("paths").path(route.path()).path(method(route))
        instanceof ObjectNode operation)) return;
    texts.addTo(operation);
    if (!hasAdminKey && ADMIN.contains(route.access())) mark(operation);
    var responses = (ObjectNode) operation.get("responses");
    OpenApiSecurity.add(root, operation, route.access());
    answerKeys(responses, route.access());
    if (operation.has("requestBody")) bodied(responses);
    if (route.path().contains("{token}"))
      describe(responses, "404", "`link_not_found`: the token is not one of ours");
    describe(responses, "400", "`malformed_request`");
    describe(responses, "500", "`internal_error`");
    if (!isOfService(operation)) describe(responses, "503", "`database_unavailable`");
    if (isPage(route)) PAGES.forEach(status -> page(responses.path(status)));
    WAITS.forEach(status -> retryAfter(responses.path(status)));
    responses.properties().stream()
        .filter(response -> response.getKey().compareTo("400") >= 0)
        .forEach(response -> problem((ObjectNode) response.getValue()));
  }

  /** Marks an operation that cannot be called without an admin key. */
  private static void mark(ObjectNode operation) {
    operation.put("summary", operation.path("summary").asText() + " (no admin key is set)");
    var description = operation.path("description").asText();
    operation.put(
        "description", "**This operation needs an admin key, and none is set.** " + description);
  }

  /** The answers of a route to a wrong key. */
  private static void answerKeys(ObjectNode responses, Access access) {
    switch (access) {
      case SERVER, ADMIN, ADMIN_PAGE, METRICS -> keyed(responses, "`key_not_allowed`");
      case ANY_KEY -> keyed(responses, "`key_not_allowed`, `origin_not_allowed`");
      case MAILJET -> describe(responses, "401", "`credentials_invalid`");
      case LOCAL -> describe(responses, "403", "`not_local`");
      case PUBLIC -> {}
    }
  }

  private static void keyed(ObjectNode responses, String forbidden) {
    describe(responses, "401", "`key_required`, `key_invalid`");
    describe(responses, "403", forbidden);
  }

  /** The answers of every route to an invalid body. */
  private static void bodied(ObjectNode responses) {
    describe(responses, "400", "`malformed_json`");
    describe(responses, "408", "`request_timeout`");
    describe(responses, "413", "`body_too_large`");
    describe(responses, "415", "`json_required`, `encoding_not_supported`");
    describe(responses, "422", "`invalid_fields`");
  }

  /** Routes about the service need no database, or describe their 503 themselves. */
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

  /**
   * Gives each request an example of the fields that have one. Without it, tools fill every field,
   * and some exclude each other.
   */
  private void addExamples() {
    for (var path : root.path("paths"))
      for (var operation : path)
        for (var content : operation.at("/requestBody/content")) {
          var schema = content.at("/schema/$ref").asText();
          if (schema.isEmpty()) continue;
          var example = ((ObjectNode) content).putObject("example");
          for (var field : root.at(schema.substring(1)).path("properties").properties())
            if (field.getValue().has("example"))
              example.set(field.getKey(), field.getValue().get("example"));
        }
  }

  /** Whether a browser gets pages from a route, and programs JSON. */
  private static boolean isPage(Route route) {
    return route.path().contains("{token}") || route.path().equals("/status");
  }

  private static void page(JsonNode response) {
    if (response instanceof ObjectNode object)
      object.withObject("/content/text~1html/schema").put("type", "string");
  }

  private static void problem(ObjectNode response) {
    var content = response.withObject("/content");
    if (!content.has("application/json"))
      content.putObject("application/problem+json").putObject("schema").put("$ref", PROBLEM_REF);
  }
}
