package org.registrationapi.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the files that show the schema: Maven's profile {@code schema} calls it. */
public final class SchemaFiles {
  /** The command that writes the files. */
  static final String COMMAND = "mvn -q -Pschema test-compile exec:java";

  /** The file that shows the tables as SQL. */
  static final Path SQL = Path.of("sql/schema.sql");

  private static final Path DIAGRAM = Path.of(".github/schema.md");

  private SchemaFiles() {}

  /** The contents of the files for a schema. */
  static Map<Path, String> of(Schema schema) {
    return Map.of(SQL, SchemaSql.of(schema), DIAGRAM, SchemaDiagram.of(schema));
  }

  /** Writes the files for the current migrations. */
  public static void main(String[] args) throws IOException {
    try (var postgres = SchemaPostgres.start()) {
      for (var file : of(postgres.migrated()).entrySet())
        Files.writeString(file.getKey(), file.getValue());
    }
  }
}
