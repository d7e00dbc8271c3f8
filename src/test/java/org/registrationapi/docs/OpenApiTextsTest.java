package org.registrationapi.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.http.Problem;
import org.registrationapi.text.Resources;

/** The OpenAPI texts match the operations of the OpenAPI document. */
class OpenApiTextsTest {
  private static final OpenApiTexts TEXTS = OpenApiTexts.read();

  private static final List<String> CODES =
      Stream.of(ErrorCode.values()).map(ErrorCode::word).toList();

  private static Map<String, JsonNode> operations() throws JsonProcessingException {
    var document =
        new ObjectMapper().readTree(Resources.text("/openapi-plugin/openapi-default.json"));
    var operations = new LinkedHashMap<String, JsonNode>();
    for (var path : document.path("paths"))
      for (var operation : path)
        if (operation.has("operationId"))
          operations.put(operation.path("operationId").asText(), operation);
    return operations;
  }

  private static Set<String> parameters(JsonNode operation) {
    var names = new HashSet<String>();
    operation.path("parameters").forEach(parameter -> names.add(parameter.path("name").asText()));
    return names;
  }

  @Test
  void every_operation_has_a_section_and_every_section_an_operation()
      throws JsonProcessingException {
    assertThat(TEXTS.operations()).containsExactlyInAnyOrderElementsOf(operations().keySet());
  }

  @Test
  void every_line_of_a_section_names_a_parameter_a_status_or_an_error()
      throws JsonProcessingException {
    operations()
        .forEach(
            (id, operation) ->
                assertThat(TEXTS.lines(id))
                    .as(id)
                    .allMatch(
                        name ->
                            OpenApiTexts.isStatus(name)
                                || CODES.contains(name)
                                || parameters(operation).contains(name)));
  }

  @Test
  void every_error_has_the_status_of_its_line_and_a_sentence() {
    for (var id : TEXTS.operations())
      for (var line : TEXTS.lines(id))
        for (var code : codes(id, line)) {
          assertThat(Problem.of(Failure.of(code, ""), "").status())
              .isEqualTo(Integer.valueOf(line));
          assertThat(TEXTS.sentence(id, code).or(() -> TEXTS.sentence(OpenApiTexts.ERRORS, code)))
              .as("%s of %s", code, id)
              .isPresent();
        }
  }

  private static Set<ErrorCode> codes(String id, String line) {
    if (!OpenApiTexts.isStatus(line) || line.compareTo("400") < 0) return Set.of();
    return OpenApiTexts.codes(TEXTS.text(id, line));
  }

  @Test
  void every_common_parameter_is_used() throws JsonProcessingException {
    var used = new HashSet<String>();
    operations().values().forEach(operation -> used.addAll(parameters(operation)));

    assertThat(used).containsAll(TEXTS.common());
  }
}
