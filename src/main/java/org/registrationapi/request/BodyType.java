package org.registrationapi.request;

import java.util.Map;
import java.util.function.Consumer;
import org.registrationapi.errors.Failure;

/**
 * What a request's body is read as.
 *
 * @param record the record whose components are the fields
 * @param check checks the values of the fields and changes nothing; it throws a {@link Failure}
 *     with all faults. It runs only if a field is unknown or of the wrong type, so that the faults
 *     of values are reported with it; otherwise the service that gets the record checks it
 * @param elsewhere fields that this request does not accept, by name, each with a sentence about it
 * @param dependent fields whose rule depends on another field, by name, each with that field: if
 *     that one has a fault, theirs may only follow from it and are not reported
 */
public record BodyType<T>(
    Class<T> record,
    Consumer<? super T> check,
    Map<String, String> elsewhere,
    Map<String, String> dependent) {

  /** A type whose fields are independent of each other. */
  public static <T> BodyType<T> of(Class<T> record, Consumer<? super T> check) {
    return new BodyType<>(record, check, Map.of(), Map.of());
  }

  /** The same, with fields that this request does not accept. */
  public BodyType<T> withElsewhere(Map<String, String> fields) {
    return new BodyType<>(record, check, fields, dependent);
  }

  /** The same, with fields whose rule depends on another field. */
  public BodyType<T> withDependent(Map<String, String> fields) {
    return new BodyType<>(record, check, elsewhere, fields);
  }
}
