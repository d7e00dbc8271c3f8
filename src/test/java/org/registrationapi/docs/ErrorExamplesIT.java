package org.registrationapi.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.testing.Documented;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;

/**
 * Examples of errors are answers that tests really got. It runs after the other tests; alone it has
 * few answers to compare with.
 */
@Order(Integer.MAX_VALUE - 1)
@Isolated
class ErrorExamplesIT {
  private static final TestApp APP = SharedApp.APP;
  private static final JsonNode DOCUMENT = APP.anybody().get("/openapi.json").json();

  /** Errors that no operation has by itself, or in development only. */
  private static final Set<String> OF_NO_OPERATION =
      Set.of(
          "not_found",
          "method_not_allowed",
          "headers_too_large",
          "misdirected_request",
          "not_local");

  /** An example of an error, and the operations that have it, by id. */
  private record Example(JsonNode problem, Set<String> operations) {
    boolean wasAnswered() {
      var code = problem.path("code").asText();
      var details = new HashSet<String>();
      operations.forEach(operation -> details.addAll(Documented.details(operation, code)));
      return details.isEmpty() || details.contains(problem.path("detail").asText());
    }
  }

  private static Map<String, Example> examples() {
    var all = new LinkedHashMap<String, Example>();
    for (var path : DOCUMENT.path("paths"))
      for (var operation : path)
        for (var response : operation.path("responses").properties())
          for (var example : problem(response.getValue()).path("examples")) {
            var problem = resolved(example).path("value");
            assertThat(problem.path("status").asText()).isEqualTo(response.getKey());
            var id = operation.path("operationId").asText();
            all.computeIfAbsent(
                    problem.path("code").asText() + ": " + problem.path("detail").asText(),
                    key -> new Example(problem, new HashSet<>()))
                .operations()
                .add(id);
          }
    return all;
  }

  private static JsonNode problem(JsonNode response) {
    return response.path("content").path("application/problem+json");
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.path("$ref").asText().substring(1)) : node;
  }

  @Test
  void each_listed_code_has_an_example_and_each_code_is_listed() {
    var listed = new HashSet<String>();
    for (var path : DOCUMENT.path("paths"))
      for (var operation : path)
        for (var response : operation.path("responses")) {
          var codes = problem(response).path("x-extensible-enum");
          var examples = problem(response).path("examples");
          assertThat(codes)
              .extracting(JsonNode::asText)
              .containsExactlyElementsOf(examples.propertyStream().map(Map.Entry::getKey).toList());
          codes.forEach(code -> listed.add(code.asText()));
          examples
              .properties()
              .forEach(
                  example ->
                      assertThat(resolved(example.getValue()).at("/value/code").asText())
                          .isEqualTo(example.getKey()));
        }
    listed.addAll(OF_NO_OPERATION);

    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ErrorCode.values()).map(ErrorCode::word).toList());
  }

  @Test
  void a_query_that_cannot_be_read_is_answered_as_in_the_example() {
    var answer = APP.http().get("/users?query=%FF");

    assertThat(answer.json().path("detail").asText())
        .isEqualTo(DOCUMENT.at("/components/examples/malformed_request/value/detail").asText());
  }

  @TestFactory
  Stream<DynamicTest> every_example_is_an_answer() {
    return examples().entrySet().stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.getKey(),
                    () ->
                        assertThat(example.getValue().wasAnswered())
                            .as("answered by %s", example.getValue().operations())
                            .isTrue()));
  }
}
