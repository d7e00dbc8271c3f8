package org.registrationapi.docs;

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
  private static final Set<Access> ADMIN = Set.of(Access.ADMIN, Access.ADMIN_PAGE);

  private final ObjectNode root;
  private final boolean hasAdminKey;

  private OpenApiDocument(ObjectNode root, boolean hasAdminKey) {
    this.root = root;
    this.hasAdminKey = hasAdminKey;
  }

  /**
   * The document as JSON text, with the order and the security of the route table.
   *
   * @param url the address that all routes are below, without a slash at its end
   * @param hasAdminKey without one, the routes of the admin are marked
   */
  public static String of(List<Route> routes, String url, boolean hasAdminKey) {
    var document = new OpenApiDocument(load(), hasAdminKey);
    document.describe(url, OpenApiIntroduction.of(routes, url, hasAdminKey));
    OpenApiSchemas.mend(document.root);
    document.arrange(routes);
    document.complete(routes);
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

  private void describe(String url, String introduction) {
    var info = root.putObject("info");
    info.put("title", "Registration API").put("version", "1.0.0").put("description", introduction);
    info.putObject("license").put("name", "MIT").put("url", "https://opensource.org/license/mit");
    root.putArray("servers").addObject().put("url", url);
    describeTags();
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

  private ObjectNode components() {
    return root.withObject("/components");
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

  /** Marks an operation that cannot be called without an admin key. */
  private static void mark(ObjectNode operation) {
    operation.put("summary", operation.path("summary").asText() + " (no admin key is set)");
    var description = operation.path("description").asText();
    operation.put(
        "description", "**This operation needs an admin key, and none is set.** " + description);
  }

  /** Adds the texts, the security and all that follows from the route to each operation. */
  private void complete(List<Route> routes) {
    var texts = OpenApiTexts.read();
    var errors = new OpenApiErrors(components(), texts);
    var headers = new OpenApiHeaders(components());
    for (var route : routes) {
      if (root.path("paths").path(route.path()).path(method(route))
          instanceof ObjectNode operation) {
        texts.addTo(operation);
        if (!hasAdminKey && ADMIN.contains(route.access())) mark(operation);
        OpenApiParameters.limit(operation);
        OpenApiSecurity.add(root, operation, route.access());
        errors.addTo(operation, route);
        OpenApiPages.addTo(operation, route);
        if (route.access() == Access.MAILJET) acceptEvents(operation);
        headers.addTo(operation, route);
      }
    }
  }

  /** Mailjet's format is not ours: one event or an array, and what is in them may change. */
  private static void acceptEvents(ObjectNode operation) {
    var schema = operation.withObject("/requestBody/content/application~1json/schema").removeAll();
    var forms = schema.putArray("oneOf");
    forms.addObject().put("type", "object");
    forms.addObject().put("type", "array").putObject("items");
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
}
