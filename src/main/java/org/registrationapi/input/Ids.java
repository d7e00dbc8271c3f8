package org.registrationapi.input;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The ids of users, mails, validations and events: UUIDs of version 7 (RFC 9562). */
public final class Ids {
  /** Later than every id. */
  public static final UUID AFTER_ALL = new UUID(-1, -1);

  private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

  private Ids() {}

  /** Creates an id. Ids are in order of time, to the millisecond. */
  public static UUID next() {
    return GENERATOR.generate();
  }

  /** The smallest id of a time: ids made before it are smaller. */
  public static UUID firstAt(Instant time) {
    return new UUID(time.toEpochMilli() << 16 | 0x7000, 0x8000000000000000L);
  }

  /** Parses an id. Only the canonical form is accepted, so that each id has one spelling. */
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
