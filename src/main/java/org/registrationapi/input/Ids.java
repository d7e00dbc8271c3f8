package org.registrationapi.input;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The ids of users, mails, validations and events: UUIDs of version 7 (RFC 9562). */
public final class Ids {
  /** Later than every id. */
  public static final UUID AFTER_ALL = new UUID(-1, -1);

  private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

  private Ids() {}

  /** A new id. Its order is the order of time, to the millisecond. */
  public static UUID next() {
    return GENERATOR.generate();
  }

  /** The id in a text; only its usual form is read, so that nothing has two names. */
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
