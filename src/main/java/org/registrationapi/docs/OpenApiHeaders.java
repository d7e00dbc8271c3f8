package org.registrationapi.docs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import java.util.List;
import java.util.Map;
import org.registrationapi.http.Access;
import org.registrationapi.http.Routes.Route;
import org.registrationapi.request.Body;
import org.registrationapi.request.RequestId;

/** The headers of answers. Each is described once, among the components. */
final class OpenApiHeaders {
  private static final String LINK = "Link";

  private final ObjectNode headers;

  OpenApiHeaders(ObjectNode components) {
    headers = components.putObject("headers");
    var id = required(RequestId.HEADER, "That of the request, or a new one; also in the log");
    id.put("pattern", "^" + RequestId.ACCEPTABLE.pattern() + "$");
    required(Header.WWW_AUTHENTICATE, "The scheme of the credentials (RFC 9110)");
    required(Header.RETRY_AFTER, "Seconds to wait before trying again")
        .put("type", "integer")
        .put("minimum", 0);
    required(
        Header.LOCATION,
        "Of 201 the path of the new resource; of 303 the server's `redirect_url` with the parameter `status`");
    optional(LINK, "`rel=\"next\"` (RFC 8288): the next page, if there is one");
    optional(Body.ACCEPT_PATCH, "The content types of patches (RFC 5789)");
    optional(Header.VARY, "`Origin`: the headers for web pages depend on it");
    optional(Header.ACCESS_CONTROL_ALLOW_ORIGIN, "The page's origin, which may read the answer");
    optional(Header.ACCESS_CONTROL_EXPOSE_HEADERS, "The headers that the page may read");
  }

  private ObjectNode required(String name, String description) {
    var schema = optional(name, description);
    headers.withObjectProperty(name).put("required", true);
    return schema;
  }

  private ObjectNode optional(String name, String description) {
    return headers
        .putObject(name)
        .put("description", description)
        .putObject("schema")
        .put("type", "string");
  }

  /** Adds the headers of a route's answers to those that its annotation names. */
  void addTo(ObjectNode operation, Route route) {
    for (var response : operation.path("responses").properties()) {
      var status = response.getKey();
      var of = ((ObjectNode) response.getValue()).withObjectProperty("headers");
      List.copyOf(of.propertyStream().map(Map.Entry::getKey).toList())
          .forEach(name -> refer(of, name));
      if (status.equals("303")) refer(of, Header.LOCATION);
      refer(of, RequestId.HEADER);
      if (status.equals("401")) refer(of, Header.WWW_AUTHENTICATE);
      if (status.equals("429") || status.equals("503")) refer(of, Header.RETRY_AFTER);
      if (HandlerType.PATCH.equals(route.method())) refer(of, Body.ACCEPT_PATCH);
      if (route.access() != Access.ANY_KEY) continue;
      refer(of, Header.VARY);
      refer(of, Header.ACCESS_CONTROL_ALLOW_ORIGIN);
      refer(of, Header.ACCESS_CONTROL_EXPOSE_HEADERS);
    }
  }

  private static void refer(ObjectNode headers, String name) {
    headers.putObject(name).put("$ref", "#/components/headers/" + name);
  }
}
