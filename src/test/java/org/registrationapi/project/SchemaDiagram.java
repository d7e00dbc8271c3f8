package org.registrationapi.project;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;

/** A schema as a page with a diagram of the tables' keys and foreign keys. */
final class SchemaDiagram {
  private static final String PAGE =
      """
      # Schema

      The tables with their primary and foreign keys. Every column, index and comment is in
      [sql/schema.sql](../sql/schema.sql). Both are generated: do not edit them, run this after each new migration:

      ```sh
      %s
      ```

      ```mermaid
      erDiagram
      %s```

      | table or view | a row is |
      | --- | --- |
      %s""";

  private SchemaDiagram() {}

  /** The text of the page. */
  static String of(Schema schema) {
    var tables = schema.tables().stream().filter(it -> !it.isView()).toList();
    var diagram =
        Stream.concat(
                tables.stream().map(SchemaDiagram::entity),
                tables.stream().flatMap(SchemaDiagram::relations))
            .collect(joining());
    var rows = schema.tables().stream().map(SchemaDiagram::row).collect(joining());
    return PAGE.formatted(SchemaFiles.COMMAND, diagram, rows);
  }

  private static String entity(Schema.Table table) {
    var columns =
        table.columns().stream()
            .filter(column -> !marks(table, column).isEmpty())
            .map(
                column ->
                    "        %s %s %s\n"
                        .formatted(
                            SqlText.plain(column.type()), column.name(), marks(table, column)))
            .collect(joining());
    return "    " + table.name() + " {\n" + columns + "    }\n";
  }

  /** Of which keys a column is part; empty: of none. */
  private static String marks(Schema.Table table, Schema.Column column) {
    return Stream.of(List.of("p", "PK"), List.of("f", "FK"))
        .filter(
            mark ->
                table.constraints().stream()
                    .anyMatch(it -> it.kind().equals(mark.get(0)) && it.has(column.name())))
        .map(mark -> mark.get(1))
        .collect(joining(", "));
  }

  private static Stream<String> relations(Schema.Table table) {
    return table.constraints().stream()
        .filter(Schema.Constraint::isForeignKey)
        .map(
            key ->
                "    %s %s--%s %s : \"%s\"\n"
                    .formatted(
                        key.target(),
                        key.isRequired() ? "||" : "|o",
                        isUnique(table, key) ? "o|" : "o{",
                        table.name(),
                        key.columns()));
  }

  private static boolean isUnique(Schema.Table table, Schema.Constraint foreignKey) {
    return table.constraints().stream()
        .anyMatch(it -> it.isKey() && it.columns().equals(foreignKey.columns()));
  }

  private static String row(Schema.Table table) {
    var sentence = table.comment() == null ? "" : table.comment().split("\\.(?: |$)", -1)[0];
    return "| `%s` | %s |\n".formatted(table.name(), sentence);
  }
}
