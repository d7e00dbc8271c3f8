package org.registrationapi.project;

import static java.util.Arrays.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A record that contains a secret has a {@code toString()} without it, so no log shows it. */
class SecretRecordsTest {
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
    assertThat(records.stream().filter(type -> !hasOwnToString(type)).map(this::name))
        .containsExactlyInAnyOrderElementsOf(WITHOUT_SECRETS);
  }

  private static boolean hasSecret(JavaClass type) {
    return stream(type.reflect().getRecordComponents())
        .filter(
            part ->
                part.getType() == String.class
                    || part.getGenericType()
                        .getTypeName()
                        .equals("java.util.Optional<java.lang.String>"))
        .anyMatch(part -> SECRETS.contains(part.getName()));
  }

  /** The compiler's own toString reads no component by itself, a written one does. */
  private static boolean hasOwnToString(JavaClass type) {
    return !type.getMethod("toString").getAccessesFromSelf().isEmpty();
  }

  private String name(JavaClass type) {
    return type.getName().replace("org.registrationapi.", "");
  }
}
