package org.registrationapi.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.registrationapi.text.Resources;

/**
 * What made generated clients not compile or not work, as far as it can be seen without a
 * generator. {@code .ci/clients} generates and runs them.
 */
class GeneratedClientsTest {
  private static ObjectNode document;

  @BeforeAll
  static void read() throws IOException {
    document =
        (ObjectNode)
            new ObjectMapper().readTree(Resources.text("/openapi-plugin/openapi-default.json"));
    OpenApiSchemas.mend(document);
  }

  private static List<String> schemas() {
    var names = new ArrayList<String>();
    document.at("/components/schemas").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<JsonNode> operations() {
    var operations = new ArrayList<JsonNode>();
    for (var path : document.path("paths"))
      for (var operation : path) if (operation.has("operationId")) operations.add(operation);
    return operations;
  }

  /**
   * For a schema User, Go has the functions NewUser and NewUserWithDefaults and the type
   * NullableUser; for an operation listUsers, TypeScript has ListUsersRequest, Go
   * ApiListUsersRequest.
   */
  @Test
  void no_two_names_that_generators_make_are_the_same() {
    var names = new ArrayList<String>();
    for (var schema : schemas())
      for (var form : List.of("%s", "New%s", "New%sWithDefaults", "Nullable%s", "NewNullable%s"))
        names.add(form.formatted(schema));
    for (var operation : operations()) {
      var id = operation.path("operationId").asText();
      var name = id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
      names.addAll(List.of(name + "Request", "Api" + name + "Request"));
    }

    assertThat(names).doesNotHaveDuplicates();
  }

  /** A client has to send the id of one type as that of another, without converting it. */
  @Test
  void the_id_of_a_registration_has_one_type() {
    for (var schema : List.of("User", "RegistrationAnswer", "PinRequest")) {
      var id = document.at("/components/schemas/" + schema + "/properties/id");
      assertThat(id.path("type").asText() + " " + id.path("format").asText())
          .as(schema)
          .isEqualTo("string uuid");
    }
  }

  /** Python, Go and JavaScript read a pattern with rules of their own. */
  @Test
  void patterns_have_only_what_every_language_understands() {
    for (var pattern : document.findValuesAsText("pattern"))
      assertThat(pattern).doesNotContainPattern("\\\\[pPxuhHRX]|\\(\\?|[*+?}]\\+|&&|\\[\\[");
  }

  /** Clients in Go, Python and Java (okhttp) refuse an answer with a field of a newer release. */
  @Test
  void answers_allow_fields_expressly_that_they_do_not_list() {
    for (var operation : operations())
      for (var reference : operation.path("responses").findValuesAsText("$ref")) {
        if (!reference.startsWith("#/components/schemas/")) continue;
        var schema = document.at(reference.substring(1));
        assertThat(schema.path("additionalProperties").asBoolean()).as(reference).isTrue();
      }
  }

  /** Most generated clients read each success of an operation as the type of the first one. */
  @Test
  void all_successes_of_an_operation_have_the_same_schema() {
    for (var operation : operations()) {
      var schemas = new HashSet<JsonNode>();
      for (var response : operation.path("responses").properties())
        if (response.getKey().startsWith("2"))
          for (var content : response.getValue().path("content").properties())
            if (content.getKey().endsWith("json")) schemas.add(content.getValue().path("schema"));

      assertThat(schemas).as(operation.path("operationId").asText()).hasSizeLessThan(2);
    }
  }
}
