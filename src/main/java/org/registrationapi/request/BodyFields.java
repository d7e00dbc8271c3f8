package org.registrationapi.request;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldCode;
import org.registrationapi.errors.FieldError;

/**
 * Turns a JSON object into a record. Jackson stops at the first fault; this reports all of them,
 * and none that follows from another.
 */
final class BodyFields {
  private final ObjectMapper json;

  BodyFields(ObjectMapper json) {
    this.json = json;
  }

  /**
   * The object as a record.
   *
   * @throws Failure 422 with every unknown field and every field of the wrong type, and the faults
   *     of the other fields' values if there are any
   */
  <T> T read(ObjectNode object, BodyType<T> type) {
    var known = fields(json.constructType(type.record()));
    var faults = new ArrayList<FieldError>();
    var sound = sound(object, "", known, type, faults);
    var value = converted(sound, type.record());
    if (faults.isEmpty()) return value;
    var faulty =
        faults.stream().map(FieldError::field).collect(Collectors.toCollection(HashSet::new));
    faulty.addAll(misspelt(object, known.keySet()));
    faults.addAll(faultsOfValues(value, type, faulty));
    throw Failure.invalid(faults);
  }

  /** The fields by name; those of an unwrapped record are fields like the others. */
  private Map<String, JavaType> fields(JavaType record) {
    var fields = new LinkedHashMap<String, JavaType>();
    for (var field : json.getDeserializationConfig().introspect(record).findProperties())
      if (field.getPrimaryMember().hasAnnotation(JsonUnwrapped.class))
        fields.putAll(fields(field.getPrimaryType()));
      else fields.put(field.getName(), field.getPrimaryType());
    return fields;
  }

  /**
   * The fields of an object that have the right type; the faults of the others are added.
   *
   * @param path what the names of its fields begin with in a fault
   */
  private ObjectNode sound(
      ObjectNode object,
      String path,
      Map<String, JavaType> known,
      BodyType<?> type,
      List<FieldError> faults) {
    var sound = object.objectNode();
    for (var field : object.properties()) {
      var name = field.getKey();
      var wanted = known.get(name);
      if (wanted == null) {
        var why = type.elsewhere().getOrDefault(path + name, unknown(name, known.keySet()));
        faults.add(new FieldError(path + name, FieldCode.UNKNOWN_FIELD, why));
      } else if (isObject(wanted) && field.getValue() instanceof ObjectNode inner)
        sound.set(name, sound(inner, path + name + ".", fields(wanted, inner), type, faults));
      else if (isReadable(field.getValue(), wanted)) sound.set(name, field.getValue());
      else
        faults.add(new FieldError(path + name, FieldCode.WRONG_TYPE, "must be " + words(wanted)));
    }
    return sound;
  }

  private static boolean isObject(JavaType type) {
    return type.isMapLikeType() || type.getRawClass().isRecord();
  }

  /** The fields that an object may have: those of a record, or in a map all that it has. */
  private Map<String, JavaType> fields(JavaType wanted, ObjectNode object) {
    if (!wanted.isMapLikeType()) return fields(wanted);
    var fields = new LinkedHashMap<String, JavaType>();
    object.fieldNames().forEachRemaining(name -> fields.put(name, wanted.getContentType()));
    return fields;
  }

  private boolean isReadable(JsonNode value, JavaType wanted) {
    try {
      json.readerFor(wanted).readValue(json.treeAsTokens(value), wanted);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The fields that are missing only because their name is misspelt. */
  private static List<String> misspelt(ObjectNode object, Set<String> known) {
    return object.properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> !known.contains(name))
        .flatMap(name -> MeantName.of(name, known).stream())
        .filter(meant -> !object.has(meant))
        .toList();
  }

  /** The faults that the check finds, without those that follow from faulty fields. */
  private static <T> List<FieldError> faultsOfValues(
      T value, BodyType<T> type, Set<String> faulty) {
    try {
      type.check().accept(value);
      return List.of();
    } catch (Failure failure) {
      return failure.errors().stream()
          .filter(fault -> !faulty.contains(fault.field()))
          .filter(fault -> !faulty.contains(type.dependent().get(fault.field())))
          .toList();
    }
  }

  private <T> T converted(ObjectNode sound, Class<T> record) {
    try {
      return json.treeToValue(sound, record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("each field of " + record.getSimpleName() + " was read", e);
    }
  }

  private static String unknown(String name, Set<String> known) {
    return "is not a field of this request" + MeantName.question(name, known);
  }

  private static String words(JavaType type) {
    if (isObject(type)) return "an object";
    if (type.isCollectionLikeType()) return "a list of " + words(type.getContentType()) + "s";
    if (type.isTypeOrSubTypeOf(String.class)) return "text";
    if (type.isTypeOrSubTypeOf(Boolean.class) || type.hasRawClass(boolean.class))
      return "true or false";
    return "a whole number";
  }
}
