package org.registrationapi.project;

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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Which packages and kinds of classes may use which others. */
@Execution(ExecutionMode.CONCURRENT)
class ArchitectureTest {
  private static final String ROOT = "org.registrationapi";

  /**
   * The packages that each package may use, from the bottom up. Which others may use those of HTTP
   * is a rule of its own.
   */
  static final Map<String, List<String>> ALLOWED =
      Map.ofEntries(
          entry("errors", List.of()),
          entry("secrets", List.of("input")),
          entry("text", List.of()),
          entry("logs", List.of()),
          entry("embedded", List.of("secrets")),
          entry("input", List.of("errors")),
          entry("database", List.of("embedded", "secrets")),
          entry("keys", List.of("errors", "input", "secrets")),
          entry("request", List.of("errors", "input", "secrets")),
          entry("client", List.of("errors", "input", "secrets")),
          entry("answer", List.of("request")),
          entry(
              "http", List.of("answer", "client", "errors", "input", "keys", "request", "secrets")),
          entry("docs", List.of("errors", "input", "secrets", "text")),
          entry("events", List.of("database", "errors", "input")),
          entry("limits", List.of("database", "errors")),
          entry("hashing", List.of("errors")),
          entry("mail", List.of("input", "secrets", "text")),
          entry("transport", List.of("input", "mail", "secrets")),
          entry("smtp", List.of("input", "mail", "secrets", "transport")),
          entry("mailevents", List.of("errors", "events", "input", "mail", "secrets", "transport")),
          entry(
              "delivery",
              List.of("database", "events", "input", "limits", "mail", "secrets", "transport")),
          entry("mailcheck", List.of("input", "secrets", "servers")),
          entry("dnscheck", List.of("input", "mailcheck")),
          entry("mailjetcheck", List.of("dnscheck", "input", "mailcheck", "secrets", "transport")),
          entry("mailbox", List.of("errors", "input", "mail", "secrets", "text", "transport")),
          entry(
              "mailadmin",
              List.of("database", "delivery", "errors", "input", "mail", "secrets", "text")),
          entry(
              "servers", List.of("database", "errors", "input", "keys", "mail", "secrets", "text")),
          entry(
              "servermails",
              List.of("delivery", "errors", "input", "mail", "secrets", "servers", "text")),
          entry("users", List.of("database", "errors", "events", "input", "keys", "mail")),
          entry("idempotency", List.of("database", "errors")),
          entry("links", List.of("errors", "keys", "secrets", "servers", "text")),
          entry(
              "validation",
              List.of(
                  "delivery",
                  "errors",
                  "events",
                  "input",
                  "keys",
                  "limits",
                  "links",
                  "mail",
                  "secrets",
                  "users")),
          entry(
              "passwords",
              List.of(
                  "database",
                  "errors",
                  "events",
                  "hashing",
                  "input",
                  "keys",
                  "limits",
                  "servers",
                  "users")),
          entry(
              "registration",
              List.of(
                  "database",
                  "delivery",
                  "errors",
                  "events",
                  "hashing",
                  "idempotency",
                  "input",
                  "keys",
                  "limits",
                  "links",
                  "mail",
                  "passwords",
                  "secrets",
                  "text",
                  "users",
                  "validation")),
          entry(
              "passwordreset",
              List.of(
                  "database",
                  "delivery",
                  "errors",
                  "hashing",
                  "input",
                  "keys",
                  "limits",
                  "links",
                  "mail",
                  "passwords",
                  "secrets",
                  "users",
                  "validation")),
          entry(
              "emailchange",
              List.of(
                  "database",
                  "delivery",
                  "errors",
                  "events",
                  "input",
                  "keys",
                  "limits",
                  "links",
                  "mail",
                  "secrets",
                  "users",
                  "validation")),
          entry(
              "status",
              List.of(
                  "errors",
                  "events",
                  "hashing",
                  "input",
                  "mail",
                  "mailadmin",
                  "mailcheck",
                  "servers",
                  "text",
                  "transport")),
          entry(
              "commands",
              List.of(
                  "database",
                  "delivery",
                  "errors",
                  "events",
                  "input",
                  "keys",
                  "mail",
                  "mailadmin",
                  "mailcheck",
                  "mailevents",
                  "servers",
                  "users")),
          entry(
              "settings",
              List.of(
                  "database",
                  "hashing",
                  "input",
                  "keys",
                  "limits",
                  "logs",
                  "mailcheck",
                  "secrets",
                  "servers",
                  "transport")));

  static final List<String> PACKAGES = ALLOWED.keySet().stream().sorted().toList();

  /**
   * Without the templates, which are generated from src/main/jte and use the models of pages and
   * mails.
   */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/registrationapi/templates/"))
          .importPackages(ROOT);

  private static final DescribedPredicate<JavaClass> WIRING =
      resideInAnyPackage(ROOT, ROOT + ".settings");
  private static final List<String> HTTP_PACKAGES = List.of("http", "answer", "client", "request");
  private static final DescribedPredicate<JavaClass> HTTP =
      resideInAnyPackage(
          Stream.concat(HTTP_PACKAGES.stream(), Stream.of("docs"))
              .map(name -> ROOT + "." + name)
              .toArray(String[]::new));

  /** Metrics records every answer. */
  private static final DescribedPredicate<JavaClass> ROUTES =
      outermost(simpleNameEndingWith("Api").or(named("LinkPages", "Metrics")));

  @Test
  void every_package_lists_its_dependencies() {
    var packages =
        CLASSES.stream().map(JavaClass::getPackageName).distinct().filter(p -> !p.equals(ROOT));

    assertThat(packages)
        .containsExactlyInAnyOrderElementsOf(PACKAGES.stream().map(this::in).toList());
  }

  @ParameterizedTest
  @FieldSource("PACKAGES")
  void a_package_uses_only_its_listed_dependencies(String from) {
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
    var hasOwnRule = HTTP_PACKAGES.contains(to) && !HTTP_PACKAGES.contains(from);
    return !to.equals(from) && !hasOwnRule && !ALLOWED.get(from).contains(to);
  }

  private String in(String name) {
    return ROOT + "." + name;
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void only_routes_settings_and_the_wiring_use_our_http() {
    noClasses()
        .that(DescribedPredicate.not(HTTP.or(ROUTES).or(WIRING)))
        .should()
        .dependOnClassesThat(HTTP)
        .check(CLASSES);
  }

  /** The annotations of io.javalin.openapi are allowed: records describe themselves with them. */
  @Test
  void only_routes_and_the_wiring_use_a_web_framework() {
    noClasses()
        .that(DescribedPredicate.not(HTTP.or(ROUTES).or(WIRING)))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.javalin..", "jakarta.servlet..", "org.eclipse.jetty..")
                .and(DescribedPredicate.not(resideInAPackage("io.javalin.openapi.."))))
        .check(CLASSES);
  }

  @Test
  void only_DAOs_have_SQL() {
    noClasses()
        .that(DescribedPredicate.not(outermost(simpleNameEndingWith("Dao"))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.jdbi.v3.sqlobject.statement..", "org.jdbi.v3.sqlobject.customizer..")
        .check(CLASSES);
  }

  @Test
  void routes_do_not_use_the_database() {
    noClasses()
        .that(ROUTES)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.jdbi..", "java.sql..", "com.zaxxer.hikari..")
                .or(simpleNameEndingWith("Dao")))
        .check(CLASSES);
  }

  @Test
  void only_Main_reads_the_environment_and_exits_and_only_Shutdown_halts() {
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
  void only_Main_uses_the_console() {
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

  /** Javalin's own method would use another mapper and copy its output. */
  @Test
  void JSON_is_not_written_by_Javalin() {
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

  /** Applies a rule for nested and anonymous classes to the top-level class of their file. */
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
