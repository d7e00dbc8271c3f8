package org.registrationapi.input;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldCode;

/** The end of a page, as opaque text that a client sends back to get the next page. */
public final class Cursor {
  private Cursor() {}

  /** The cursor of a position. */
  public static String at(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(position.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The position of a cursor.
   *
   * @throws Failure 422 if the cursor is invalid
   */
  public static String position(String cursor) {
    try {
      var position = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (FieldChecks.isPrintable(position)) return position;
    } catch (IllegalArgumentException e) {
      // reported below, in our words
    }
    throw unknown();
  }

  /** The failure for a cursor that does not belong to the route. */
  public static Failure unknown() {
    return Failure.invalid(
        "cursor", FieldCode.INVALID_CURSOR, "is not a next_cursor of this route");
  }
}
