package org.registrationapi.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Prints results: as text for people, whose words are the names of the JSON's fields, or as the
 * JSON that the API answers.
 *
 * @param out gets results
 * @param err gets notes, which are no part of the result
 * @param isJson read at each result, because the option is parsed after this is made
 */
record Output(PrintStream out, PrintStream err, ObjectMapper json, BooleanSupplier isJson) {
  private static final Pattern FRACTION =
      Pattern.compile("(\\dT\\d\\d:\\d\\d:\\d\\d)\\.\\d+(?=Z$)");
  private static final String NONE = "-";

  /**
   * Prints a list, as a table.
   *
   * @param answer what the API answers
   * @param list the name of its field that has the elements
   * @param columns fields of an element; {@code a.b} is a field of a field
   */
  void list(Object answer, String list, String... columns) {
    if (isJson.getAsBoolean()) printJson(answer);
    else print(table(tree(answer).path(list), List.of(columns)));
  }

  /** Prints one thing, a field in a line, and its lists as tables below. */
  void show(Object answer) {
    if (isJson.getAsBoolean()) printJson(answer);
    else show(tree(answer));
  }

  /** Prints one thing, for people as this table. */
  void show(Object answer, Table table) {
    if (isJson.getAsBoolean()) printJson(answer);
    else print(table);
  }

  private void show(JsonNode thing) {
    var fields = new ArrayList<List<String>>();
    flatten("", thing, fields);
    print(new Table(fields));
    thing
        .properties()
        .forEach(
            field -> {
              if (!isTable(field.getValue())) return;
              out.println();
              out.println(field.getKey() + ":");
              print(table(field.getValue(), names(field.getValue().get(0))));
            });
  }

  private static void flatten(String prefix, JsonNode thing, List<List<String>> fields) {
    thing
        .properties()
        .forEach(
            field -> {
              var name = prefix + field.getKey();
              var value = field.getValue();
              if (value.isObject()) flatten(name + ".", value, fields);
              else if (!isTable(value)) fields.add(List.of(name, text(value)));
            });
  }

  private static boolean isTable(JsonNode value) {
    return value.isArray() && value.path(0).isObject();
  }

  private static List<String> names(JsonNode element) {
    var names = new ArrayList<String>();
    element.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Table table(JsonNode elements, List<String> columns) {
    var rows =
        elements
            .valueStream()
            .map(element -> columns.stream().map(column -> text(element, column)).toList())
            .toList();
    return Table.of(columns, rows);
  }

  private static String text(JsonNode element, String column) {
    return text(element.at("/" + column.replace('.', '/')));
  }

  private static String text(JsonNode value) {
    if (value.isArray())
      return value.isEmpty()
          ? NONE
          : value.valueStream().map(Output::text).collect(Collectors.joining(", "));
    return value.isNull() || value.isMissingNode()
        ? NONE
        : FRACTION.matcher(value.asText()).replaceFirst("$1");
  }

  private void print(Table table) {
    table.lines().forEach(out::println);
  }

  private void printJson(Object answer) {
    try {
      out.println(json.writeValueAsString(answer));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON", e);
    }
  }

  private JsonNode tree(Object answer) {
    return json.valueToTree(answer);
  }

  /** Says that something is done, for people only: as JSON there is no answer, as in the API. */
  void done(String sentence) {
    if (!isJson.getAsBoolean()) out.println(sentence);
  }

  /** Tells how to get the next page of a list; null: there is none. */
  void next(String cursor) {
    if (cursor != null) note("There are more; add --cursor=" + cursor);
  }

  /** Prints a sentence beside the result, for people only. */
  void note(String sentence) {
    if (!isJson.getAsBoolean()) err.println(sentence);
  }
}
