package org.registrationapi.errors;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A failed request, with an explanation for the caller. It never contains a secret or an internal
 * cause.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient List<FieldError> errors;
  private final Duration retryAfter;

  private Failure(ErrorCode code, String detail, List<FieldError> errors, Duration retryAfter) {
    super(detail, null, false, false); // a response, not a fault of ours: it needs no stack trace
    this.code = code;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }

  /** A failure with one sentence of explanation. */
  public static Failure of(ErrorCode code, String detail) {
    return new Failure(code, detail, List.of(), null);
  }

  /** A temporary failure, which ends after about this time. */
  public static Failure later(ErrorCode code, String detail, Duration retryAfter) {
    return new Failure(code, detail, List.of(), retryAfter);
  }

  /** Input with at least one invalid field. The explanation of a single one is a sentence. */
  public static Failure invalid(List<FieldError> errors) {
    var first = errors.get(0);
    var detail =
        errors.size() == 1
            ? sentence("The field " + first.field() + " " + first.message())
            : errors.size() + " fields are invalid; errors names each.";
    return new Failure(ErrorCode.INVALID_FIELDS, detail, List.copyOf(errors), null);
  }

  /** A phrase may end with a question already. */
  private static String sentence(String phrase) {
    return phrase.endsWith("?") ? phrase : phrase + ".";
  }

  /** Input with one invalid field. */
  public static Failure invalid(String field, FieldCode code, String message) {
    return invalid(List.of(new FieldError(field, code, message)));
  }

  public ErrorCode code() {
    return code;
  }

  /** The invalid fields; empty unless the code is {@link ErrorCode#INVALID_FIELDS}. */
  public List<FieldError> errors() {
    return errors;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
