package org.registrationapi.keys;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a key opens. */
public enum KeyKind {
  /** Everything of its server; it stays in the server's back end. */
  SECRET,
  /** Registering and sending the PIN, from the pages of its origins; anybody may read it there. */
  PUBLISHABLE;

  /** As it stands in the table and in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of that word; empty if there is none. */
  static Optional<KeyKind> of(String word) {
    return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
