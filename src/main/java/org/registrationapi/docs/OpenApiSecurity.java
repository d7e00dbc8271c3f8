package org.registrationapi.docs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.registrationapi.http.Access;

/**
 * What a caller of an operation authenticates with. All keys are of one bearer scheme, because
 * generated clients and tools have one setting for each scheme; the description of an operation and
 * its {@code x-accepted-keys} say which kinds of key it accepts.
 */
final class OpenApiSecurity {
  /** The name of the scheme of all keys. */
  static final String KEY = "key";

  private static final String KEY_TEXT =
      """
      Sent as `Authorization: Bearer <key>`. Each operation says which kinds of key it accepts: \
      a **secret** API key of a server, for its back end; a **publishable** API key of a server, from a page of one \
      of the key's origins; the **admin** key (the setting `ADMIN_KEY`); for the metrics also the **metrics** key \
      (the setting `METRICS_KEY`).""";

  private final ObjectNode root;
  private final ObjectNode operation;

  private OpenApiSecurity(ObjectNode root, ObjectNode operation) {
    this.root = root;
    this.operation = operation;
  }

  /** Adds the security of an operation, its text, and the schemes that it needs. */
  static void add(ObjectNode root, ObjectNode operation, Access access) {
    operation.putArray("security");
    var security = new OpenApiSecurity(root, operation);
    switch (access) {
      case SERVER -> security.key("Accepts a server's secret key.", "secret");
      case ANY_KEY ->
          security.key("Accepts a server's secret or publishable key.", "secret", "publishable");
      case ADMIN -> security.key("Accepts the admin key.", "admin");
      case ADMIN_PAGE -> {
        security.key("Accepts the admin key, also as the password of any user.", "admin");
        security.password("admin_password", "The setting `ADMIN_KEY` as password, with any user");
      }
      case METRICS -> security.key("Accepts the metrics key or the admin key.", "metrics", "admin");
      case MAILJET ->
          security.password(
              "mailjet_events", "The settings `MAILJET_EVENTS_USER` and `MAILJET_EVENTS_PASSWORD`");
      case LOCAL, PUBLIC -> {}
    }
  }

  private void key(String sentence, String... kinds) {
    scheme(KEY, "bearer", KEY_TEXT);
    var text = operation.path("description").asText();
    operation.put("description", text.isEmpty() ? sentence : text + "\n\n" + sentence);
    var accepted = operation.putArray("x-accepted-keys");
    for (var kind : kinds) accepted.add(kind);
  }

  private void password(String name, String description) {
    scheme(name, "basic", description);
  }

  private void scheme(String name, String scheme, String description) {
    operation.withArray("/security").addObject().putArray(name);
    root.withObject("/components/securitySchemes/" + name)
        .put("type", "http")
        .put("scheme", scheme)
        .put("description", description);
  }
}
