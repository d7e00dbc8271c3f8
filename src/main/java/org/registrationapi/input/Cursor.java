package org.registrationapi.input;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The end of a page, as opaque text that a client sends back to get the next page. */
public final class Cursor {
  private Cursor() {}

  /** The cursor of a position. */
  public static String at(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(position.getBytes(StandardCharsets.UTF_8));
  }

  /** The position of a cursor; empty if the text is not a cursor. */
  public static Optional<String> read(String cursor) {
    try {
      var position = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      return Optional.of(position).filter(FieldChecks::isPrintable);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
