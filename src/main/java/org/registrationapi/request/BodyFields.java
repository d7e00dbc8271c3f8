package org.registrationapi.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldCode;
import org.registrationapi.errors.FieldError;
import org.registrationapi.input.EditDistance;

/**
 * Turns a JSON object into a record. Jackson stops at the first fault; this reports all of them.
 */
final class BodyFields {
  private static final int MAX_FAULTS = 2;
  private static final int SHORT_NAME = 4;

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
    var known = fields(type.record());
    var faults = new ArrayList<FieldError>();
    var sound = object.objectNode();
    for (var field : object.properties()) {
      var fault = fault(field, type, known);
      fault.ifPresentOrElse(faults::add, () -> sound.set(field.getKey(), field.getValue()));
    }
    var value = converted(sound, type.record());
    if (faults.isEmpty()) return value;
    faults.addAll(faultsOfValues(value, type, faults));
    throw Failure.invalid(faults);
  }

  private Map<String, JavaType> fields(Class<?> record) {
    return json
        .getDeserializationConfig()
        .introspect(json.constructType(record))
        .findProperties()
        .stream()
        .collect(
            Collectors.toMap(
                BeanPropertyDefinition::getName, BeanPropertyDefinition::getPrimaryType));
  }

  private Optional<FieldError> fault(
      Map.Entry<String, JsonNode> field, BodyType<?> type, Map<String, JavaType> known) {
    var name = field.getKey();
    var wanted = known.get(name);
    if (wanted == null) {
      var why = type.elsewhere().getOrDefault(name, unknown(name, known.keySet()));
      return Optional.of(new FieldError(name, FieldCode.UNKNOWN_FIELD, why));
    }
    try {
      json.readerFor(wanted).readValue(json.treeAsTokens(field.getValue()), wanted);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(new FieldError(name, FieldCode.WRONG_TYPE, "must be " + words(wanted)));
    }
  }

  /** The faults that the check finds, without those of fields that have a fault already. */
  private static <T> List<FieldError> faultsOfValues(
      T value, BodyType<T> type, List<FieldError> faults) {
    var faulty = new HashSet<String>();
    faults.forEach(fault -> faulty.add(fault.field()));
    try {
      type.check().accept(value);
      return List.of();
    } catch (Failure failure) {
      return failure.errors().stream().filter(fault -> !faulty.contains(fault.field())).toList();
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
    var meant = known.stream().filter(field -> isTypo(name, field)).findFirst();
    return "is not a field of this request"
        + meant.map(field -> "; did you mean " + field + "?").orElse("");
  }

  /** Whether a name may stand for a field: firstName or frist_name for first_name. */
  private static boolean isTypo(String name, String field) {
    if (letters(name).equals(letters(field))) return true;
    return field.length() > SHORT_NAME
        && Math.abs(name.length() - field.length()) <= MAX_FAULTS
        && EditDistance.between(name, field) <= MAX_FAULTS;
  }

  private static String letters(String name) {
    return name.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
  }

  private static String words(JavaType type) {
    if (type.isCollectionLikeType()) return "a list of " + words(type.getContentType()) + "s";
    if (type.isTypeOrSubTypeOf(String.class)) return "text";
    if (type.isTypeOrSubTypeOf(Boolean.class) || type.hasRawClass(boolean.class))
      return "true or false";
    return "a whole number";
  }
}
