package org.registrationapi.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Corrects the annotation processor's schemas where they differ from OpenAPI 3.0 or from the JSON
 * sent.
 */
final class OpenApiSchemas {
  private static final List<String> NUMBERS =
      List.of("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems");

  /** A list of values that may grow. */
  private static final String EXTENSIBLE = "x-extensible-enum";

  private static final PropertyNamingStrategies.NamingBase NAMING =
      (PropertyNamingStrategies.NamingBase) PropertyNamingStrategies.SNAKE_CASE;

  private final ObjectNode root;

  private OpenApiSchemas(ObjectNode root) {
    this.root = root;
  }

  /** Corrects the schemas of a document. */
  static void mend(ObjectNode root) {
    var schemas = new OpenApiSchemas(root);
    schemas.nameFieldsAsSent();
    schemas.writeOutEnums();
    schemas.writeOutCompositions();
    schemas.allowNull();
    schemas.openAnswers();
  }

  private ObjectNode components() {
    return root.withObject("/components");
  }

  /**
   * Renames fields to snake_case, as in JSON; the processor uses the names of the record
   * components.
   */
  private void nameFieldsAsSent() {
    for (var schema : components().path("schemas")) {
      if (schema.path("properties") instanceof ObjectNode properties) {
        var renamed = ((ObjectNode) schema).putObject("properties");
        properties
            .properties()
            .forEach(field -> renamed.set(NAMING.translate(field.getKey()), field.getValue()));
      }
      if (schema.has("required")) {
        var required = new ArrayList<String>();
        schema.path("required").forEach(name -> required.add(NAMING.translate(name.asText())));
        var names = ((ObjectNode) schema).putArray("required");
        required.forEach(names::add);
      }
    }
  }

  /**
   * Replaces the reference to an enum by its values, in lower case as in JSON. Only so a field that
   * may be null can list null, which OpenAPI 3.0 requires.
   */
  private void writeOutEnums() {
    for (var schema : components().path("schemas"))
      for (var field : schema.path("properties").properties())
        writeOutEnum(field.getKey(), field.getValue());
    for (var path : root.path("paths"))
      for (var operation : path)
        for (var parameter : operation.path("parameters"))
          writeOutEnum(parameter.path("name").asText(), parameter.path("schema"));
  }

  private void writeOutEnum(String name, JsonNode use) {
    if (root.at(use.path("$ref").asText("#/").substring(1)).get("enum") instanceof ArrayNode names)
      writeOut(name, (ObjectNode) use, names);
  }

  private static void writeOut(String field, ObjectNode property, ArrayNode names) {
    property.remove("$ref");
    var isCode = field.equals("code");
    var values = property.put("type", "string").putArray(isCode ? EXTENSIBLE : "enum");
    names.forEach(name -> values.add(name.asText().toLowerCase(Locale.ROOT)));
    if (isCode) nameCodes(property, values);
  }

  /**
   * Codes may get new values. In a closed enum, each new one would be a failure in clients that
   * were generated before. Readers see the values in the description.
   */
  private static void nameCodes(ObjectNode property, ArrayNode values) {
    var words = new ArrayList<String>();
    values.forEach(value -> words.add("`" + value.asText() + "`"));
    property.put("description", "For programs; there may be new ones: " + String.join(", ", words));
  }

  /**
   * Replaces a composed schema by all its fields, because each of its parts forbids the fields of
   * the others. A field of an allOf is required if one part requires it, of an anyOf if all do.
   */
  private void writeOutCompositions() {
    var schemas = components().withObject("/schemas");
    for (var schema : schemas) if (schema.has("allOf")) writeOut((ObjectNode) schema, "allOf");
    for (var schema : schemas) if (schema.has("anyOf")) writeOut((ObjectNode) schema, "anyOf");
    var references = root.toString();
    schemas.properties().removeIf(schema -> !references.contains("/" + schema.getKey() + "\""));
  }

  private void writeOut(ObjectNode schema, String composition) {
    var parts = new ArrayList<JsonNode>();
    for (var part : schema.remove(composition))
      parts.add(root.at(part.path("$ref").asText().substring(1)).deepCopy());
    schema.put("type", "object").put("additionalProperties", false);
    var properties = schema.putObject("properties");
    for (var part : parts) properties.setAll((ObjectNode) part.path("properties"));
    var required = new LinkedHashSet<String>();
    for (var part : parts) required.addAll(required(part));
    if (composition.equals("anyOf")) for (var part : parts) required.retainAll(required(part));
    var names = schema.putArray("required");
    required.forEach(names::add);
  }

  private static Set<String> required(JsonNode schema) {
    var names = new LinkedHashSet<String>();
    schema.path("required").forEach(name -> names.add(name.asText()));
    return names;
  }

  /** Makes fields nullable that are not required, in requests and answers. */
  private void allowNull() {
    for (var schema : components().path("schemas")) {
      var required = required(schema);
      for (var field : schema.path("properties").properties()) {
        if (required.contains(field.getKey())) continue;
        var property = (ObjectNode) field.getValue();
        if (property.has("$ref")) allowNullOfReference(property);
        property.put("nullable", true);
        allowNullOfValues(property);
        if (property.get("enum") instanceof ArrayNode values) values.addNull();
      }
    }
  }

  /**
   * Lets answers have fields that are not listed, so that clients expect new ones. It is said
   * expressly, because generators take a schema that is silent about it for a strict one. Requests
   * stay strict.
   */
  private void openAnswers() {
    var ofRequests = new LinkedHashSet<String>();
    for (var request : root.findValues("requestBody")) addReferences(request, ofRequests);
    for (var schema : components().path("schemas").properties())
      if (!ofRequests.contains(schema.getKey()))
        if (schema.getValue().has("properties"))
          ((ObjectNode) schema.getValue()).put("additionalProperties", true);
  }

  /** Adds the names of the schemas that a part of the document refers to, also indirectly. */
  private void addReferences(JsonNode part, Set<String> names) {
    for (var reference : part.findValuesAsText("$ref")) {
      var name = reference.substring(reference.lastIndexOf('/') + 1);
      if (names.add(name)) addReferences(root.at(reference.substring(1)), names);
    }
  }

  /** Null removes a value of a map, and of a map in it. */
  private void allowNullOfValues(ObjectNode map) {
    if (!(map.get("additionalProperties") instanceof ObjectNode values)) return;
    if (values.has("$ref")) allowNullOfReference(values);
    values.put("nullable", true);
    allowNullOfValues(values);
  }

  /**
   * OpenAPI 3.0 ignores siblings of a $ref, and a value must be valid by each part of an allOf. So
   * the referenced schema is nullable, too.
   */
  private void allowNullOfReference(ObjectNode property) {
    var reference = property.remove("$ref");
    property.put("type", "object").putArray("allOf").addObject().set("$ref", reference);
    ((ObjectNode) root.at(reference.asText().substring(1))).put("nullable", true);
  }

  /** Turns numbers and booleans that are written as text into values, and removes empty texts. */
  static void correctValues(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (var name : NUMBERS)
        if (object.path(name).isTextual())
          object.put(name, Long.parseLong(object.get(name).asText()));
      if (object.path("example").isTextual())
        switch (object.path("type").asText()) {
          case "integer" -> object.put("example", object.get("example").asLong());
          case "boolean" -> object.put("example", object.get("example").asBoolean());
          default -> {}
        }
      object.properties().stream()
          .filter(field -> List.of("summary", "description").contains(field.getKey()))
          .filter(field -> field.getValue().isTextual() && field.getValue().asText().isEmpty())
          .map(Map.Entry::getKey)
          .toList()
          .forEach(object::remove);
    }
    node.forEach(OpenApiSchemas::correctValues);
  }
}
