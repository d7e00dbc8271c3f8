package org.registrationapi.errors;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Reads ids as callers write them. */
public final class Ids {
  /** Later than every id. */
  public static final UUID AFTER_ALL = new UUID(-1, -1);

  private Ids() {}

  /** The id in a text; only its one usual form counts, so that nothing has two names. */
  public static Optional<UUID> read(String text) {
    try {
      var id = UUID.fromString(text);
      return id.toString().equals(text.toLowerCase(Locale.ROOT))
          ? Optional.of(id)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
