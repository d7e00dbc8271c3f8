package org.registrationapi.project;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The columns of a table or view as SQL, one below the other, their comments beside them. */
final class SchemaColumns {
  /** Comments begin here at the latest; longer definitions have them below. */
  private static final int LAST_MARGIN = 62;

  private SchemaColumns() {}

  /** The lines; each column but the last of a table without constraints ends with a comma. */
  static String of(Schema.Table table) {
    var definitions = definitions(table);
    var longest = longest(definitions, String::length);
    var margin = Math.min(longest + 2, LAST_MARGIN);
    var lines = new StringBuilder();
    for (int i = 0; i < definitions.size(); i++)
      lines.append(commented(definitions.get(i), comment(table, i), margin)).append('\n');
    return lines.toString();
  }

  private static List<String> definitions(Schema.Table table) {
    var columns = table.columns();
    var nameWidth = longest(columns, it -> it.name().length());
    var typeWidth = longest(columns, it -> type(it).length());
    var format = "    %-" + nameWidth + "s %-" + typeWidth + "s %s";
    var definitions = new ArrayList<String>();
    for (var column : columns) {
      var properties = SqlText.plain(column.properties());
      var text =
          table.isView()
              ? "    " + column.name()
              : format.formatted(column.name(), type(column), properties);
      var isLast = definitions.size() == columns.size() - 1 && table.constraints().isEmpty();
      definitions.add(text.stripTrailing() + (isLast ? "" : ","));
    }
    return definitions;
  }

  private static String type(Schema.Column column) {
    return SqlText.plain(column.type());
  }

  private static <T> int longest(List<T> all, Function<T, Integer> length) {
    return all.stream().mapToInt(length::apply).max().orElse(0);
  }

  /** A view's column has its type in the comment. */
  private static String comment(Schema.Table table, int i) {
    var column = table.columns().get(i);
    if (column.comment() == null || !table.isView()) return column.comment();
    return type(column) + ". " + column.comment();
  }

  private static String commented(String definition, String comment, int margin) {
    var lines = SqlText.wrap(comment, SchemaSql.WIDTH - margin - 3);
    if (lines.isEmpty()) return definition;
    var next = "\n" + " ".repeat(margin) + "-- ";
    var isLong = definition.length() >= margin;
    var first = isLong ? next : " ".repeat(margin - definition.length()) + "-- ";
    return lines.stream().collect(joining(next, definition + first, ""));
  }
}
