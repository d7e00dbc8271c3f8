package org.registrationapi.project;

import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * The tables and views of a database, in the order of their creation.
 *
 * @param others what there is besides, such as functions and triggers
 */
record Schema(List<Table> tables, List<String> others) {

  /**
   * A table or view.
   *
   * @param comment null: none
   * @param query of a view; null: a table
   */
  record Table(
      String name,
      String comment,
      String query,
      List<Column> columns,
      List<Constraint> constraints,
      List<String> indexes) {

    boolean isView() {
      return query != null;
    }
  }

  /**
   * A column of a table or view.
   *
   * @param properties collation, identity, not null and default, as in SQL
   * @param comment null: none
   */
  record Column(String name, String type, String properties, String comment) {}

  /**
   * A constraint of a table.
   *
   * @param kind p: primary key, u: unique, f: foreign key, c: check
   * @param definition as in SQL, without the name
   * @param target the table that a foreign key refers to, else null
   * @param columns separated by commas
   * @param isRequired whether none of the columns can be null
   */
  record Constraint(
      String name,
      String kind,
      String definition,
      String target,
      String columns,
      boolean isRequired) {

    boolean isForeignKey() {
      return kind.equals("f");
    }

    boolean isKey() {
      return kind.equals("p") || kind.equals("u");
    }

    boolean has(String column) {
      return List.of(columns.split(", ", -1)).contains(column);
    }
  }

  /** Reads the schema from the catalogue. */
  static Schema of(Jdbi database) {
    return database.withExtension(
        CatalogDao.class,
        dao ->
            new Schema(
                dao.relations().stream().map(relation -> table(dao, relation)).toList(),
                dao.others()));
  }

  private static Table table(CatalogDao dao, CatalogDao.Relation relation) {
    var name = relation.name();
    return new Table(
        name,
        relation.comment(),
        relation.query(),
        dao.columns(name),
        dao.constraints(name),
        dao.indexes(name));
  }
}
