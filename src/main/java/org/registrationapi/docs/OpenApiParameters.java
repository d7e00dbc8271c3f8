package org.registrationapi.docs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.request.IdempotencyKey;
import org.registrationapi.request.NextPage;

/** The limits of parameters, which annotations cannot express. */
final class OpenApiParameters {
  private OpenApiParameters() {}

  /** Adds the limits of an operation's parameters, by their names. */
  static void limit(ObjectNode operation) {
    for (var parameter : operation.path("parameters")) {
      var name = parameter.path("name").asText();
      var schema = ((ObjectNode) parameter).withObject("/schema");
      limit(name, schema);
      if (name.equals("id") && operation.at("/tags/0").asText().equals("mails"))
        schema.put("format", "uuid");
    }
  }

  private static void limit(String name, ObjectNode schema) {
    switch (name) {
      case "limit" ->
          schema
              .put("minimum", 1)
              .put("maximum", NextPage.MAX_LIMIT)
              .put("default", NextPage.DEFAULT_LIMIT);
      case "email", "recipient" ->
          schema.put("format", "email").put("maxLength", EmailAddress.MAX_LENGTH);
      case "locale" -> schema.put("maxLength", FieldChecks.MAX_LOCALE_LENGTH);
      case "force" -> schema.put("default", false);
      case IdempotencyKey.HEADER -> schema.put("pattern", "^" + IdempotencyKey.KEY.pattern() + "$");
      default -> {}
    }
  }
}
