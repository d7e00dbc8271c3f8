package org.registrationapi.project;

import static java.util.Arrays.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A record that contains a secret has a {@code toString()} without it, so no log shows it. */
@Execution(ExecutionMode.CONCURRENT)
class SecretRecordsTest {
  private static final String CANARY = "canary";
  private static final String OPTIONAL_TEXT = "java.util.Optional<java.lang.String>";

  private static final Set<String> SECRETS =
      Set.of(
          "password",
          "hash",
          "secret",
          "token",
          "pin",
          "pinCode",
          "link",
          "html",
          "text",
          "key",
          "passwordHash",
          "secretHash");

  /** Records whose component has such a name but no secret in it. */
  private static final Set<String> WITHOUT_SECRETS =
      Set.of(
          "input.EmailAddress", // the key that uniqueness is decided by
          "idempotency.KeyedRequest", // an idempotency key
          "docs.OpenApiTexts$Line"); // a text of the documentation

  @Test
  void a_record_with_a_secret_has_a_toString_without_it() {
    var records =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.registrationapi")
                .stream()
                .filter(type -> type.isRecord() && hasSecret(type))
                .toList();

    assertThat(records).hasSizeGreaterThan(WITHOUT_SECRETS.size());
    assertThat(records.stream().filter(type -> printed(type.reflect()).contains(CANARY)))
        .extracting(type -> type.getName().replace("org.registrationapi.", ""))
        .containsExactlyInAnyOrderElementsOf(WITHOUT_SECRETS);
  }

  private static boolean hasSecret(JavaClass type) {
    return stream(type.reflect().getRecordComponents()).anyMatch(SecretRecordsTest::isSecret);
  }

  private static boolean isSecret(RecordComponent part) {
    var isText =
        part.getType() == String.class || part.getGenericType().getTypeName().equals(OPTIONAL_TEXT);
    return isText && SECRETS.contains(part.getName());
  }

  /** How a record with a canary in each secret is printed. */
  private static String printed(Class<?> type) {
    var parts = type.getRecordComponents();
    try {
      var constructor =
          type.getDeclaredConstructor(
              stream(parts).map(RecordComponent::getType).toArray(Class[]::new));
      constructor.setAccessible(true);
      return constructor
          .newInstance(stream(parts).map(SecretRecordsTest::value).toArray())
          .toString();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot make " + type, e);
    }
  }

  /** A canary for a secret, and the default of its type for any other component. */
  private static Object value(RecordComponent part) {
    if (!isSecret(part)) return Array.get(Array.newInstance(part.getType(), 1), 0);
    return part.getType() == String.class ? CANARY : Optional.of(CANARY);
  }
}
