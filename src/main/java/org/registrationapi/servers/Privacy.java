package org.registrationapi.servers;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a registration may reveal about an address. */
enum Privacy {
  /** Whether the address belongs to an activated user. */
  STANDARD,
  /** Nothing. */
  STRICT;

  /** The name in the table and in JSON. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one with that name; empty if there is none. */
  static Optional<Privacy> of(String word) {
    return Stream.of(values()).filter(privacy -> privacy.word().equals(word)).findFirst();
  }
}
