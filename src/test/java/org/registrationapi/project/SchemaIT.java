package org.registrationapi.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that show the schema, and the comments in it. */
class SchemaIT {
  private static SchemaPostgres postgres;
  private static Schema schema;

  @BeforeAll
  static void migrate() throws IOException {
    postgres = SchemaPostgres.start();
    schema = postgres.migrated();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @Test
  void the_files_show_the_migrated_schema(@TempDir Path directory) throws IOException {
    for (var file : SchemaFiles.of(schema).entrySet()) {
      var expected = Files.writeString(directory.resolve("expected"), file.getValue());
      assertThat(file.getKey())
          .as("what `%s` writes", SchemaFiles.COMMAND)
          .hasSameTextualContentAs(expected);
    }
  }

  @Test
  void executing_the_file_creates_the_same_tables() throws IOException, SQLException {
    var made = postgres.made(Files.readString(SchemaFiles.SQL));

    assertThat(withoutComments(SchemaSql.of(made)))
        .isEqualTo(withoutComments(SchemaSql.of(schema)))
        .contains("create table users", "foreign key", "create index", "create view");
  }

  private static String withoutComments(String sql) {
    return sql.replaceAll("\\s*--.*", "").replaceAll("\n+", "\n");
  }

  @Test
  void the_files_show_every_object_of_the_migrations() {
    assertThat(schema.others()).isEmpty();
  }

  @Test
  void every_table_view_and_column_has_a_comment() {
    var without = new ArrayList<String>();
    for (var table : schema.tables()) {
      if (table.comment() == null) without.add(table.name());
      for (var column : table.columns())
        if (column.comment() == null) without.add(table.name() + "." + column.name());
    }

    assertThat(without).isEmpty();
    assertThat(schema.tables()).extracting(Schema.Table::name).contains("users", "user_details");
  }

  @Test
  void the_file_is_not_a_migration() {
    assertThat(getClass().getResource("/db/migration/V1__servers_users_validations_mails.sql"))
        .isNotNull();
    assertThat(getClass().getResource("/db/migration/schema.sql")).isNull();
  }
}
