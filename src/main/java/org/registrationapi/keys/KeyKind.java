package org.registrationapi.keys;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a key allows. */
public enum KeyKind {
  /** Full access to its server; the key stays in the server's back end. */
  SECRET,
  /** Registering and activating by PIN, from pages of its origins. The key is public. */
  PUBLISHABLE;

  /** The name in the table and in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with that name; empty if there is none. */
  static Optional<KeyKind> of(String word) {
    return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
