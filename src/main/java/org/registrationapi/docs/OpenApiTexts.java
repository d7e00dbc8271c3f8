package org.registrationapi.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.text.Resources;

/**
 * The texts of the OpenAPI document, read from a Markdown page. Each operation has a section;
 * parameters of several operations are described once.
 */
final class OpenApiTexts {
  private static final String PAGE = "/openapi/operations.md";
  private static final String COMMON = "Parameters of several operations";

  /** The section with an example of each error. */
  static final String ERRORS = "Examples of errors";

  /** The section with the examples of errors that are others for the admin. */
  static final String ADMIN_ERRORS = "Examples of errors for the admin";

  private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");
  private static final Pattern LINE =
      Pattern.compile("- ([\\w-]+)(?:, for example (\\S+))?:(?: (.*))?");
  private static final Pattern STATUS = Pattern.compile("[1-5][0-9]{2}");

  private final Map<String, Section> sections;

  private OpenApiTexts(Map<String, Section> sections) {
    this.sections = sections;
  }

  /**
   * A section of the page.
   *
   * @param description of the operation
   * @param lines of parameters, answers and examples of errors, by name, status and code, in their
   *     order
   */
  private record Section(StringBuilder description, Map<String, Line> lines) {}

  /** One line; example or text is null if it is missing. */
  private record Line(String example, String text) {}

  /** Reads the page. */
  static OpenApiTexts read() {
    var sections = new LinkedHashMap<String, Section>();
    var section = new Section(new StringBuilder(), new LinkedHashMap<>());
    for (var line : Resources.text(PAGE).lines().toList()) {
      var match = LINE.matcher(line);
      if (line.startsWith("## ")) {
        section = new Section(new StringBuilder(), new LinkedHashMap<>());
        sections.put(line.substring(3), section);
      } else if (match.matches()) {
        section.lines().put(match.group(1), new Line(match.group(2), match.group(3)));
      } else if (!line.isBlank()) {
        section.description().append(section.description().isEmpty() ? "" : " ").append(line);
      }
    }
    return new OpenApiTexts(sections);
  }

  /** The ids of the operations on the page. */
  Set<String> operations() {
    var ids = new LinkedHashSet<>(sections.keySet());
    ids.removeAll(List.of(COMMON, ERRORS, ADMIN_ERRORS));
    return ids;
  }

  /** The names of the lines in an operation's section. */
  Set<String> lines(String operation) {
    return sections.get(operation).lines().keySet();
  }

  /** The text of a line in an operation's section. */
  String text(String operation, String line) {
    return sections.get(operation).lines().get(line).text();
  }

  /** The names of the parameters that several operations have. */
  Set<String> common() {
    return lines(COMMON);
  }

  /** Whether a line is about an answer. */
  static boolean isStatus(String name) {
    return STATUS.matcher(name).matches();
  }

  /** The errors whose codes a text names. */
  static Set<ErrorCode> codes(String text) {
    var words = CODE.matcher(text).results().map(match -> match.group(1)).toList();
    var codes = EnumSet.allOf(ErrorCode.class);
    codes.removeIf(code -> !words.contains(code.word()));
    return codes;
  }

  /** What an error says, as its line in a section has it; empty if there is none. */
  Optional<String> sentence(String section, ErrorCode code) {
    return Optional.ofNullable(sections.get(section).lines().get(code.word())).map(Line::text);
  }

  /** Adds the texts of an operation, and answers that its annotation omits. */
  void addTo(ObjectNode operation) {
    var id = operation.path("operationId").asText();
    var section = sections.get(id);
    if (section == null) throw new IllegalStateException(PAGE + " has no section " + id);
    if (!section.description().isEmpty())
      operation.put("description", section.description().toString());
    operation.path("parameters").forEach(parameter -> describe((ObjectNode) parameter, section));
    responses(operation.withObject("/responses"), section);
    order(operation, "tags", "summary", "description", "operationId", "parameters");
  }

  private void describe(ObjectNode parameter, Section section) {
    var name = parameter.path("name").asText();
    var line = section.lines().getOrDefault(name, sections.get(COMMON).lines().get(name));
    if (line != null && line.text() != null) parameter.put("description", line.text());
    if (line != null && line.example() != null)
      parameter.withObject("/schema").put("example", line.example());
    order(parameter, "name", "in", "description");
  }

  private static void responses(ObjectNode responses, Section section) {
    section
        .lines()
        .forEach(
            (status, line) -> {
              if (!isStatus(status)) return;
              var response = responses.withObject("/" + status).put("description", line.text());
              order(response, "description");
            });
  }

  /** Moves these fields to the beginning. */
  private static void order(ObjectNode node, String... first) {
    var fields = new LinkedHashMap<String, JsonNode>();
    for (var name : List.of(first)) if (node.has(name)) fields.put(name, node.get(name));
    node.properties().forEach(field -> fields.putIfAbsent(field.getKey(), field.getValue()));
    node.removeAll();
    node.setAll(fields);
  }
}
