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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.registrationapi.request.Json;
import org.registrationapi.text.Resources;

/** The schemas of the OpenAPI document have the fields that are read and written as JSON. */
class SchemaFieldsTest {
  private static final ObjectMapper MAPPER = Json.mapper();

  /** Records by their name without the package, as the document calls them. */
  private static final Map<String, List<JavaClass>> RECORDS =
      new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .importPackages("org.registrationapi")
              .stream()
              .filter(JavaClass::isRecord)
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
    var records = RECORDS.getOrDefault(schema.getKey(), List.of());
    assertThat(records).as("records with this name").hasSize(1);
    assertThat(schema.getValue().path("properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(fields(records.get(0)));
  }

  private static List<String> fields(JavaClass record) {
    if (!record.isAnnotatedWith(AllOf.class)) return written(record.reflect());
    var all = new ArrayList<String>();
    for (var part : record.getAnnotationOfType(AllOf.class).value()) all.addAll(written(part));
    return all;
  }

  private static List<String> written(Class<?> type) {
    return MAPPER
        .getSerializationConfig()
        .introspect(MAPPER.constructType(type))
        .findProperties()
        .stream()
        .filter(BeanPropertyDefinition::couldSerialize)
        .map(BeanPropertyDefinition::getName)
        .toList();
  }
}
