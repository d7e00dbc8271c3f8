package org.registrationapi.docs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.registrationapi.answer.NextPage;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.request.IdempotencyKey;

/** The limits of parameters, which annotations cannot express. */
final class OpenApiParameters {
  /** Control characters are 400 in every query; see {@code Query.checkReadable}. */
  private static final String IN_QUERY = "^[^\\x00-\\x1f\\x7f-\\x9f]*$";

  /** Jetty refuses also these in a path, even if they are encoded. */
  private static final String IN_PATH = "^[^\\x00-\\x1f\\x7f-\\x9f/%\\\\]+$";

  private OpenApiParameters() {}

  /** Adds the limits of an operation's parameters, by their names. */
  static void limit(ObjectNode operation) {
    for (var parameter : operation.path("parameters")) {
      var name = parameter.path("name").asText();
      var schema = ((ObjectNode) parameter).withObject("/schema");
      limit(name, schema);
      if (name.equals("id") && operation.at("/tags/0").asText().equals("mails"))
        schema.put("format", "uuid");
      if (isText(schema))
        schema.put("pattern", parameter.path("in").asText().equals("path") ? IN_PATH : IN_QUERY);
    }
  }

  /** Whether any text is accepted. */
  private static boolean isText(ObjectNode schema) {
    return schema.path("type").asText().equals("string")
        && !schema.has("enum")
        && !schema.has("pattern")
        && (!schema.has("format") || schema.path("format").asText().equals("email"));
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
