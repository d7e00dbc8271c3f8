package org.registrationapi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks that the OpenAPI document has every answer that a test gets. */
public final class Documented {
  private static final JsonNode PATHS = document().path("paths");

  private Documented() {}

  private static JsonNode document() {
    try (var app = TestApp.start(Map.of("MJ_APIKEY_PUBLIC", "", "MJ_APIKEY_PRIVATE", ""))) {
      return TestHttp.unchecked(app.port()).get("/openapi.json").json();
    }
  }

  /** Reads the document early, because that takes a second. */
  public static void read() {} // the call initialises PATHS

  /** Fails if the document lacks this answer of a route. Paths without a route are not checked. */
  public static void check(String method, String path, int status) {
    var operation = operation(method, path.replaceFirst("[?].*", "").replaceFirst("(?<=.)/$", ""));
    if (operation.isMissingNode() || status == 405) return;
    assertThat(operation.path("responses").fieldNames())
        .toIterable()
        .as("documented answers of %s %s", method, path)
        .contains(Integer.toString(status));
  }

  private static JsonNode operation(String method, String path) {
    var name = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    return PATHS.properties().stream()
        .filter(template -> matches(template.getKey(), path))
        .map(template -> template.getValue().path(name))
        .filter(operation -> !operation.isMissingNode())
        .findFirst()
        .orElse(PATHS.path("no such path"));
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
