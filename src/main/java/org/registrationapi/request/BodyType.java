package org.registrationapi.request;

import java.util.Map;
import java.util.function.Consumer;
import org.registrationapi.errors.Failure;

/**
 * What a request's body is read as.
 *
 * @param record the record whose components are the fields
 * @param elsewhere fields that only another route accepts, by name, each with a sentence about it
 * @param check checks the values of the fields and changes nothing; it throws a {@link Failure}
 */
public record BodyType<T>(Class<T> record, Map<String, String> elsewhere, Consumer<T> check) {

  /** A type whose values are checked by the service only. */
  public static <T> BodyType<T> of(Class<T> record) {
    return new BodyType<>(record, Map.of(), value -> {});
  }

  /**
   * The same, but if a field is unknown or of the wrong type, faults of the other fields' values
   * are reported with it.
   */
  public BodyType<T> checkedBy(Consumer<T> newCheck) {
    return new BodyType<>(record, elsewhere, newCheck);
  }

  /** The same, with fields that only another route accepts. */
  public BodyType<T> withElsewhere(Map<String, String> fields) {
    return new BodyType<>(record, fields, check);
  }
}
