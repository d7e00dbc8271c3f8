package org.registrationapi.input;

import static org.registrationapi.fuzz.Fuzz.check;

import java.nio.charset.StandardCharsets;
import org.registrationapi.errors.Failure;

/** A cursor is a printable position or is refused, and every printable position has a cursor. */
public final class CursorFuzz {
  private CursorFuzz() {}

  /** Jazzer calls this. */
  public static void fuzzerTestOneInput(byte[] data) {
    var text = new String(data, StandardCharsets.UTF_8);
    if (FieldChecks.isPrintable(text))
      check(Cursor.position(Cursor.at(text)).equals(text), "a position is found again");
    try {
      check(FieldChecks.isPrintable(Cursor.position(text)), "a position is printable");
    } catch (Failure e) {
      check(e.errors().get(0).code().equals("invalid_cursor"), "an invalid cursor is refused");
    }
    Ids.read(text)
        .ifPresent(id -> check(id.toString().equalsIgnoreCase(text), "an id is written one way"));
  }
}
