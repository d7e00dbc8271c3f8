package org.registrationapi.input;

import static org.registrationapi.fuzz.Fuzz.check;

import java.nio.charset.StandardCharsets;

/** A cursor has a printable position or is none, and every printable position has a cursor. */
public final class CursorFuzz {
  private CursorFuzz() {}

  /** Jazzer calls this. */
  public static void fuzzerTestOneInput(byte[] data) {
    var text = new String(data, StandardCharsets.UTF_8);
    if (FieldChecks.isPrintable(text))
      check(Cursor.read(Cursor.at(text)).orElseThrow().equals(text), "a position is found again");
    Cursor.read(text)
        .ifPresent(it -> check(FieldChecks.isPrintable(it), "a position is printable"));
    Ids.read(text)
        .ifPresent(id -> check(id.toString().equalsIgnoreCase(text), "an id is written one way"));
  }
}
