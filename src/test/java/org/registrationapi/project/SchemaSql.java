package org.registrationapi.project;

import static java.util.stream.Collectors.joining;

/** A schema as SQL for readers. */
final class SchemaSql {
  /** Characters in a line, at most. */
  static final int WIDTH = 120;

  private static final String HEADER =
      """
      -- The tables as the migrations leave them, for reading. Generated: do not edit, run this after each new migration:
      --
      --     %s
      --
      -- Nothing executes this file. It is not a migration, and it lacks the rows that migrations insert. The comments are
      -- stored in the database, too.
      """
          .formatted(SchemaFiles.COMMAND);

  private SchemaSql() {}

  /** The text of the file. */
  static String of(Schema schema) {
    return HEADER + schema.tables().stream().map(SchemaSql::described).collect(joining());
  }

  private static String described(Schema.Table table) {
    var comment =
        SqlText.wrap(table.comment(), WIDTH - 3).stream()
            .map(line -> "-- " + line + "\n")
            .collect(joining());
    return "\n" + comment + (table.isView() ? view(table) : table(table));
  }

  private static String view(Schema.Table view) {
    var columns = SchemaColumns.of(view);
    return "create view " + view.name() + " (\n" + columns + ") as\n" + query(view);
  }

  private static String query(Schema.Table view) {
    return SqlText.plain(view.query()) + "\n";
  }

  private static String table(Schema.Table table) {
    var columns = SchemaColumns.of(table);
    var constraints =
        table.constraints().stream().map(SchemaSql::constraint).collect(joining(",\n", "", "\n"));
    var indexes = table.indexes().stream().map(SchemaSql::index).collect(joining());
    return "create table " + table.name() + " (\n" + columns + constraints + ");\n" + indexes;
  }

  /** In one line; if it is too long, the definition has lines of its own. */
  private static String constraint(Schema.Constraint constraint) {
    var name = "    constraint " + constraint.name();
    var definition = SqlText.plain(constraint.definition());
    var isLong = name.length() + definition.length() + 2 > WIDTH;
    return isLong ? name + indented(definition, 8) : name + " " + definition;
  }

  /** In one line; if it is too long, its condition has lines of its own. */
  private static String index(String definition) {
    var index = SqlText.plain(definition) + ";";
    var where = index.lastIndexOf(" where ");
    if (index.length() <= WIDTH || where < 0) return index + "\n";
    return index.substring(0, where) + indented(index.substring(where + 1), 4) + "\n";
  }

  private static String indented(String text, int indent) {
    var begin = "\n" + " ".repeat(indent);
    return begin + String.join(begin, SqlText.wrap(text, WIDTH - indent - 1));
  }
}
