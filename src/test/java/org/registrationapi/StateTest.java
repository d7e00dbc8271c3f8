package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Any number of instances behave like one, because what all must know is in PostgreSQL. Whatever
 * else a process keeps is named here, with the reason why the others need not know it.
 */
class StateTest {
  private static final Map<String, String> KEPT =
      Map.ofEntries(
          Map.entry("servers.KeyMemory makes ConcurrentHashMap", "at the most 4 seconds old"),
          Map.entry("passwords.HashingGate makes AtomicInteger", "each machine has its own cores"),
          Map.entry("http.Stopping.hasBegun", "each process ends by itself"),
          Map.entry("mail.MailSender.stopping", "the same"),
          Map.entry("Shutdown$Stop.isDone", "the same"));

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
                .flatMap(type -> Stream.concat(changingFields(type), sharedObjects(type)))
                .map(name -> name.replace("org.registrationapi.", ""));

    assertThat(kept).containsExactlyInAnyOrderElementsOf(KEPT.keySet());
  }

  private static Stream<String> changingFields(JavaClass type) {
    return type.getFields().stream()
        .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
        .map(JavaField::getFullName);
  }

  /** What several threads may change and an object, or a class, has for as long as it lives. */
  private static Stream<String> sharedObjects(JavaClass type) {
    return type.getConstructorCallsFromSelf().stream()
        .filter(call -> call.getOrigin().getName().endsWith("init>"))
        .map(JavaConstructorCall::getTargetOwner)
        .filter(made -> made.getPackageName().startsWith("java.util.concurrent"))
        .map(JavaClass::getSimpleName)
        .filter(made -> !made.equals(TOOL))
        .map(made -> type.getName() + " makes " + made);
  }
}
