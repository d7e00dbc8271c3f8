package org.registrationapi;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.javalin.http.Context;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Keeps the arrows between the packages, and each job in the one kind of class that has it. */
class ArchitectureTest {
  private static final String ROOT = "org.registrationapi";

  /** What each package may know of the others, apart from routes, which also know http. */
  static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          entry("errors", List.of()),
          entry("secrets", List.of()),
          entry("text", List.of()),
          entry("logs", List.of()),
          entry("http", List.of("errors", "secrets", "text", "keys")),
          entry("keys", List.of()),
          entry("events", List.of("errors", "database")),
          entry("database", List.of("errors", "secrets", "text")),
          entry("mail", List.of("errors", "secrets", "text", "database", "events")),
          entry(
              "passwords",
              List.of(
                  "errors",
                  "secrets",
                  "text",
                  "keys",
                  "database",
                  "events",
                  "mail",
                  "servers",
                  "users")),
          entry("servers", List.of("errors", "secrets", "text", "keys", "database", "mail")),
          entry(
              "users", List.of("errors", "secrets", "text", "keys", "database", "events", "mail")),
          entry(
              "registration",
              List.of(
                  "errors",
                  "secrets",
                  "text",
                  "database",
                  "events",
                  "keys",
                  "mail",
                  "passwords",
                  "servers",
                  "users")),
          entry(
              "status",
              List.of("errors", "secrets", "text", "database", "events", "mail", "servers")));

  static final List<String> PACKAGES = ARROWS.keySet().stream().sorted().toList();

  /** The templates are made from src/main/jte, and know the models of the pages and mails. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/registrationapi/templates/"))
          .importPackages(ROOT);

  private static final DescribedPredicate<JavaClass> WIRING = resideInAPackage(ROOT);
  private static final DescribedPredicate<JavaClass> HTTP = resideInAPackage(ROOT + ".http..");
  private static final DescribedPredicate<JavaClass> ROUTES =
      outermost(simpleNameEndingWith("Api").or(simpleName("LinkPages")));

  @Test
  void every_package_has_its_arrows_written_down() {
    var packages =
        CLASSES.stream().map(JavaClass::getPackageName).distinct().filter(p -> !p.equals(ROOT));

    assertThat(packages)
        .containsExactlyInAnyOrderElementsOf(PACKAGES.stream().map(this::in).toList());
  }

  @ParameterizedTest
  @FieldSource("PACKAGES")
  void arrows_between_packages_go_one_way(String from) {
    var forbidden =
        Stream.concat(
            Stream.of(ROOT), PACKAGES.stream().filter(to -> isForbidden(from, to)).map(this::in));

    noClasses()
        .that()
        .resideInAPackage(in(from))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden.toArray(String[]::new))
        .check(CLASSES);
  }

  private static boolean isForbidden(String from, String to) {
    return !to.equals(from) && !to.equals("http") && !ARROWS.get(from).contains(to);
  }

  private String in(String name) {
    return ROOT + "." + name;
  }

  @Test
  void packages_make_no_circles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void only_routes_and_the_wiring_know_our_http() {
    noClasses()
        .that(DescribedPredicate.not(HTTP.or(ROUTES).or(WIRING)))
        .should()
        .dependOnClassesThat(HTTP)
        .check(CLASSES);
  }

  /** The annotations of io.javalin.openapi are allowed: records describe themselves with them. */
  @Test
  void only_routes_and_the_wiring_know_a_web_framework() {
    noClasses()
        .that(DescribedPredicate.not(HTTP.or(ROUTES).or(WIRING)))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.javalin..", "jakarta.servlet..", "org.eclipse.jetty..")
                .and(DescribedPredicate.not(resideInAPackage("io.javalin.openapi.."))))
        .check(CLASSES);
  }

  @Test
  void sql_is_written_in_DAOs_only() {
    noClasses()
        .that(DescribedPredicate.not(outermost(simpleNameEndingWith("Dao"))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.jdbi.v3.sqlobject.statement..", "org.jdbi.v3.sqlobject.customizer..")
        .check(CLASSES);
  }

  @Test
  void routes_leave_the_database_to_their_service() {
    noClasses()
        .that(ROUTES)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.jdbi..", "java.sql..", "com.zaxxer.hikari..")
                .or(simpleNameEndingWith("Dao")))
        .check(CLASSES);
  }

  @Test
  void only_Main_reads_the_environment_and_only_it_and_Shutdown_end_the_process() {
    noClasses()
        .that(DescribedPredicate.not(outermost(simpleName("Main"))))
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .check(CLASSES);
    noClasses()
        .that(DescribedPredicate.not(outermost(simpleName("Shutdown"))))
        .should()
        .callMethod(Runtime.class, "halt", int.class)
        .check(CLASSES);
  }

  @Test
  void only_Main_gives_the_console_away() {
    noClasses()
        .that(DescribedPredicate.not(outermost(named("Main"))))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CLASSES);
  }

  /** Javalin's own would have another mapper, and copy what it wrote. */
  @Test
  void json_is_answered_in_one_way() {
    noClasses()
        .should()
        .callMethod(Context.class, "json", Object.class)
        .orShould()
        .callMethod(Context.class, "json", Object.class, Type.class)
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    return DescribedPredicate.describe(
        "named " + List.of(names), type -> List.of(names).contains(type.getSimpleName()));
  }

  /** A nested or anonymous class is judged by the one whose file it is in. */
  private static DescribedPredicate<JavaClass> outermost(DescribedPredicate<JavaClass> rule) {
    return DescribedPredicate.describe(
        "in a file of a class with " + rule.getDescription(),
        type -> {
          var outer = type;
          while (outer.getEnclosingClass().isPresent()) outer = outer.getEnclosingClass().get();
          return rule.test(outer);
        });
  }
}
