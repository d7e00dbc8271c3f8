package org.registrationapi.request;

import io.javalin.http.Context;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Pattern;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldCode;

/**
 * The header that identifies a retried request (draft-ietf-httpapi-idempotency-key-header). The
 * draft puts the value in quotes; here quotes are an ordinary part of the value, so that it also
 * works without them.
 */
public final class IdempotencyKey {
  /** The header's name. */
  public static final String HEADER = "Idempotency-Key";

  /** The form of a key. */
  public static final Pattern KEY = Pattern.compile("[ -~]{1,255}");

  private IdempotencyKey() {}

  /**
   * The key of a request; empty if it has none.
   *
   * @throws Failure 422 if it is not 1 to 255 printable ASCII characters, or there is more than one
   */
  public static Optional<String> of(Context ctx) {
    var keys = Collections.list(ctx.req().getHeaders(HEADER));
    if (keys.size() > 1)
      throw Failure.invalid(HEADER, FieldCode.REPEATED, "is given more than once");
    if (keys.stream().anyMatch(key -> !KEY.matcher(key).matches()))
      throw Failure.invalid(
          HEADER, FieldCode.INVALID_IDEMPOTENCY_KEY, "must be 1 to 255 printable ASCII characters");
    return keys.stream().findFirst();
  }
}
