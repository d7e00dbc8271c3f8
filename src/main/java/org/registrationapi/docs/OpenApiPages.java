package org.registrationapi.docs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.registrationapi.http.Routes.Route;

/** The answers that a browser gets as a page: those of links, and of the status page. */
final class OpenApiPages {
  private static final Set<String> STATUSES = Set.of("200", "202", "404", "409", "410", "422");

  private OpenApiPages() {}

  /** Adds the page to the answers of a route that have one. */
  static void addTo(ObjectNode operation, Route route) {
    if (!isOfLink(route) && !route.path().equals("/status")) return;
    for (var response : operation.path("responses").properties())
      if (STATUSES.contains(response.getKey()))
        ((ObjectNode) response.getValue())
            .withObject("/content/text~1html/schema")
            .put("type", "string");
  }

  /** Whether a route belongs to a link that was mailed. */
  static boolean isOfLink(Route route) {
    return route.path().contains("{token}");
  }
}
