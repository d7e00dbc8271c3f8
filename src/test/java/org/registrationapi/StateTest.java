package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Any number of instances behave like one, because what all must know is in PostgreSQL. Whatever
 * else a process keeps is named here, with the reason why the others need not know it.
 */
class StateTest {
  private static final Map<String, String> KEPT =
      Map.ofEntries(
          Map.entry("servers.Memory", "keys and servers, at the most 4 seconds old"),
          Map.entry("servers.KeyUses", "what it is about to write down"),
          Map.entry("passwords.HashingGate", "its own cores"),
          Map.entry("passwords.HashingGate$Entrance", "one request's place, while it hashes"),
          Map.entry("passwords.HashingGate$Turn", "the same"),
          Map.entry(
              "database.SharedStatement$Line", "requests that wait for a statement of its own"),
          Map.entry("database.SharedStatement$Request", "the same"),
          Map.entry("database.Availability", "what this process hears of PostgreSQL"),
          Map.entry("database.PostgresSource", "how its own connections are made"),
          Map.entry("http.Stopping", "each process ends by itself"),
          Map.entry("mail.MailSender", "the same"),
          Map.entry("mail.MailSender$Call", "a call of its own, while it is under way"),
          Map.entry("Shutdown$Stop", "the same"),
          Map.entry("http.BodyBytes", "one request's body, while it comes in"),
          Map.entry("Metrics", "each process tells of itself, and is asked by itself"),
          Map.entry("WatchedTables", "what it tells of the tables, at the most 5 seconds old"),
          Map.entry("http.SwaggerUi", "its own document, once somebody asked for it"),
          Map.entry("logs.LogEncoder", "its own setting"));

  /** Orders the work of a process; it remembers nothing that outlives a request. */
  private static final String TOOL = "Semaphore";

  @Test
  void nothing_is_remembered_in_the_process_that_others_must_know() {
    var kept =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("/registrationapi/templates/"))
                .importPackages("org.registrationapi")
                .stream()
                .filter(type -> hasChangingFields(type) || sharesObjects(type))
                .map(type -> type.getName().replace("org.registrationapi.", ""));

    assertThat(kept).containsExactlyInAnyOrderElementsOf(KEPT.keySet());
  }

  private static boolean hasChangingFields(JavaClass type) {
    return type.getFields().stream()
        .anyMatch(field -> !field.getModifiers().contains(JavaModifier.FINAL));
  }

  /** What several threads may change and an object, or a class, has for as long as it lives. */
  private static boolean sharesObjects(JavaClass type) {
    return type.getConstructorCallsFromSelf().stream()
        .filter(call -> call.getOrigin().getName().endsWith("init>"))
        .map(JavaConstructorCall::getTargetOwner)
        .filter(made -> made.getPackageName().startsWith("java.util.concurrent"))
        .anyMatch(made -> !made.getSimpleName().equals(TOOL));
  }
}
