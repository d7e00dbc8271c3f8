package org.registrationapi.project;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlScript;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The SQL of every statement of the DAOs. */
final class Statements {
  private Statements() {}

  /** The statements by {@code Dao.method}. */
  static Map<String, String> all() {
    var daos =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.registrationapi")
            .that(simpleNameEndingWith("Dao"));
    var all = new TreeMap<String, String>();
    for (Class<?> dao : daos.stream().map(JavaClass::reflect).toList()) {
      for (var method : dao.getDeclaredMethods())
        statement(method)
            .ifPresent(sql -> all.put(dao.getSimpleName() + "." + method.getName(), sql));
    }
    return all;
  }

  private static Optional<String> statement(Method method) {
    return Stream.of(
            Optional.ofNullable(method.getAnnotation(SqlQuery.class)).map(SqlQuery::value),
            Optional.ofNullable(method.getAnnotation(SqlUpdate.class)).map(SqlUpdate::value),
            Optional.ofNullable(method.getAnnotation(SqlBatch.class)).map(SqlBatch::value),
            Optional.ofNullable(method.getAnnotation(SqlScript.class)).map(SqlScript::value))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
