package org.registrationapi.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Shared state is only in PostgreSQL, so that any number of instances behave like one. Every other
 * state of a process is listed here.
 */
@Execution(ExecutionMode.CONCURRENT)
class StateTest {
  private static final String MAILJET = "its running calls to Mailjet, and which server is next";
  private static final String STOPPING = "whether it is stopping";
  private static final String HASHING = "its hashing queue";
  private static final String DATABASE = "whether PostgreSQL answers it";
  private static final String METRICS = "its metrics";
  private static final String SETTINGS = "its OpenAPI document, and how it writes logs";
  private static final String REPORTED = "whether it logged that an address cannot be read";
  private static final String SECRET_KEY = "whether `SECRET_KEY` was the right one at its start";
  private static final String MAIL_CHECK = "the last mail checks";
  private static final String ONE_REQUEST = "";
  private static final String ONE_CONNECTION = "";
  private static final String ONE_COMMAND = "";

  /** The classes with mutable state, and the row of OPERATIONS.md that names them. */
  private static final Map<String, String> KEPT =
      Map.ofEntries(
          Map.entry("servers.RecentRows", "API keys and servers, and which keys' use it recorded"),
          Map.entry("servers.Caches", "API keys and servers, and which keys' use it recorded"),
          Map.entry("hashing.HashingGate", HASHING),
          Map.entry("hashing.HashingGate$Slot", HASHING),
          Map.entry("hashing.HashingGate$QueuedHash", HASHING),
          Map.entry("database.Availability", DATABASE),
          Map.entry("database.PostgresSource", DATABASE),
          Map.entry("http.Stopping", STOPPING),
          Map.entry("Shutdown$Stop", STOPPING),
          Map.entry("embedded.StartGuard", STOPPING),
          Map.entry("http.SlowConnections$Watch", ONE_CONNECTION),
          Map.entry("smtp.SmtpConnection", ONE_CONNECTION),
          Map.entry("delivery.MailSender", MAILJET),
          Map.entry("mailcheck.MailCheckJob", MAIL_CHECK),
          Map.entry("mailcheck.MailCheckService", MAIL_CHECK),
          Map.entry("mailjetcheck.MailjetChecks", MAIL_CHECK),
          Map.entry("delivery.MailSender$Call", MAILJET),
          Map.entry("delivery.ServerTurns", MAILJET),
          Map.entry("request.BodyBytes", ONE_REQUEST),
          Map.entry("client.ClientAddress", REPORTED),
          Map.entry("secrets.SecretKeyCheck", SECRET_KEY),
          Map.entry("commands.Paging", ONE_COMMAND),
          Map.entry("commands.Progress$Bar", ONE_COMMAND),
          Map.entry("commands.Session", ONE_COMMAND),
          Map.entry("status.Metrics", METRICS),
          Map.entry("status.WatchedTables", METRICS),
          Map.entry("docs.SwaggerUi", SETTINGS),
          Map.entry("logs.LogEncoder", SETTINGS));

  /** Coordinates the threads of a process; it keeps nothing after a request. */
  private static final String TOOL = "Semaphore";

  @Test
  void only_the_listed_classes_keep_state_in_the_process() {
    var kept =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("/registrationapi/templates/"))
                .importPackages("org.registrationapi")
                .stream()
                .filter(type -> hasChangingFields(type) || sharesObjects(type) || caches(type))
                .map(type -> type.getName().replace("org.registrationapi.", ""));

    assertThat(kept).containsExactlyInAnyOrderElementsOf(KEPT.keySet());
  }

  @Test
  void the_operations_page_lists_the_state_of_a_process() throws IOException {
    var page = Files.readString(Path.of(".github/OPERATIONS.md"));
    var table = page.substring(page.indexOf("Each process keeps only this for itself:"));
    var rows =
        Pattern.compile("(?m)^\\| ([^|]+) \\|.*\\|$")
            .matcher(table.substring(0, table.indexOf("\n\n", table.indexOf("| --- |"))))
            .results()
            .map(row -> row.group(1))
            .filter(name -> !name.equals("kept") && !name.equals("---"));

    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            KEPT.values().stream().filter(row -> !row.equals(ONE_REQUEST)).distinct().toList());
  }

  private static boolean hasChangingFields(JavaClass type) {
    return type.getFields().stream()
        .anyMatch(field -> !field.getModifiers().contains(JavaModifier.FINAL));
  }

  private static boolean caches(JavaClass type) {
    return type.getMethodCallsFromSelf().stream()
        .anyMatch(call -> call.getTargetOwner().getSimpleName().equals("Caffeine"));
  }

  /** Whether an object or a class creates concurrent objects when it is initialised. */
  private static boolean sharesObjects(JavaClass type) {
    return type.getConstructorCallsFromSelf().stream()
        .filter(call -> call.getOrigin().getName().endsWith("init>"))
        .map(JavaConstructorCall::getTargetOwner)
        .filter(made -> made.getPackageName().startsWith("java.util.concurrent"))
        .anyMatch(made -> !made.getSimpleName().equals(TOOL));
  }
}
