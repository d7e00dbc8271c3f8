package org.registrationapi.postman;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.registrationapi.postman.PostmanRequest.Operation;

/** The collection as JSON, in Postman's format 2.1. */
final class PostmanCollection {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCHEMA =
      "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

  private static final List<String> MADE_BY_SCRIPTS =
      List.of(
          "email",
          "newEmail",
          "otherEmail",
          "thirdEmail",
          "userId",
          "pin",
          "token",
          "cursor",
          "server",
          "keyId",
          "mailId");

  private static final String DESCRIPTION =
      """
      Every request of the Registration API, in an order in which all succeed: run the whole collection, or send one \\
      request after the other. Each run makes users and a server of its own and deletes only those.

      Set two variables first: `apiKey` is the key in the banner of the start and in the file `data/api-key`; \\
      `adminKey` is the setting `ADMIN_KEY`, without which the folders servers and mails answer 401.

      In development the PINs and links are read from the mailbox. Otherwise copy them from the mail into the variables \\
      `pin` and `token`.""";

  private PostmanCollection() {}

  /** The collection of an OpenAPI document. */
  static String of(JsonNode document) {
    var collection = JSON.createObjectNode();
    var info = collection.putObject("info").put("name", document.at("/info/title").asText());
    info.put("description", DESCRIPTION).put("schema", SCHEMA);
    var folders = collection.putArray("item");
    var operations = operations(document);
    for (var folder : PostmanSteps.folders()) {
      var node = folders.addObject().put("name", folder.tag());
      var items = node.putArray("item");
      for (var step : folder.steps())
        PostmanRequest.add(items, operations.get(step.operation()), step);
    }
    variables(collection.putArray("variable"));
    return text(collection);
  }

  private static Map<String, Operation> operations(JsonNode document) {
    var operations = new HashMap<String, Operation>();
    for (var path : document.path("paths").properties())
      for (var operation : path.getValue().properties())
        operations.put(
            operation.getValue().path("operationId").asText(),
            new Operation(path.getKey(), operation.getKey(), operation.getValue()));
    return operations;
  }

  private static void variables(ArrayNode variables) {
    variable(variables, "baseUrl", "http://localhost:8000");
    variable(variables, "apiKey", "");
    variable(variables, "adminKey", "");
    for (var name : MADE_BY_SCRIPTS) variable(variables, name, "");
  }

  private static void variable(ArrayNode variables, String name, String value) {
    variables.addObject().put("key", name).put("value", value);
  }

  /** With one line for each value, so that differences can be read. */
  private static String text(ObjectNode collection) {
    var indenter = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(indenter);
    printer.indentObjectsWith(indenter);
    try {
      return JSON.writer(printer).writeValueAsString(collection) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
