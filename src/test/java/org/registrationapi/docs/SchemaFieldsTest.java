package org.registrationapi.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.javalin.openapi.AllOf;
import io.javalin.openapi.AnyOf;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.registrationapi.request.JsonMappers;
import org.registrationapi.text.Resources;

/** The schemas of the OpenAPI document have the fields that are read and written as JSON. */
@Execution(ExecutionMode.CONCURRENT)
class SchemaFieldsTest {
  private static final ObjectMapper MAPPER = JsonMappers.mapper();

  /** Records and compositions by their name without the package, as the document calls them. */
  private static final Map<String, List<JavaClass>> TYPES =
      new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .importPackages("org.registrationapi")
              .stream()
              .filter(type -> type.isRecord() || type.isAnnotatedWith(AnyOf.class))
              .collect(Collectors.groupingBy(JavaClass::getSimpleName));

  @TestFactory
  Stream<DynamicTest> a_schema_has_the_fields_of_the_JSON() throws IOException {
    var document =
        (ObjectNode)
            new ObjectMapper().readTree(Resources.text("/openapi-plugin/openapi-default.json"));
    OpenApiSchemas.mend(document);
    return document.at("/components/schemas").properties().stream()
        .map(schema -> DynamicTest.dynamicTest(schema.getKey(), () -> check(schema)));
  }

  private static void check(Map.Entry<String, JsonNode> schema) {
    var types = TYPES.getOrDefault(schema.getKey(), List.of());
    assertThat(types).as("types with this name").hasSize(1);
    assertThat(schema.getValue().path("properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(fields(types.get(0)));
  }

  private static Set<String> fields(JavaClass type) {
    if (type.isAnnotatedWith(AllOf.class))
      return fieldsOfAll(type.getAnnotationOfType(AllOf.class).value());
    if (type.isAnnotatedWith(AnyOf.class))
      return fieldsOfAll(type.getAnnotationOfType(AnyOf.class).value());
    return written(type.reflect());
  }

  private static Set<String> fieldsOfAll(Class<?>... parts) {
    return Stream.of(parts)
        .flatMap(part -> fields(new ClassFileImporter().importClass(part)).stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> written(Class<?> type) {
    return MAPPER
        .getSerializationConfig()
        .introspect(MAPPER.constructType(type))
        .findProperties()
        .stream()
        .filter(BeanPropertyDefinition::couldSerialize)
        .map(BeanPropertyDefinition::getName)
        .collect(Collectors.toSet());
  }
}
