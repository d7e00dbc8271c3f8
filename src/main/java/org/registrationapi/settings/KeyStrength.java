package org.registrationapi.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Detects keys that were not generated at random. The number of random bits cannot be measured from
 * a key, so only obviously weak keys are refused.
 */
final class KeyStrength {
  static final int MIN_LENGTH = 32;

  /** 32 random hexadecimal digits have fewer different digits only once in 20 million keys. */
  private static final int MIN_DIFFERENT = 8;

  /** Placeholders from examples, which are public. */
  private static final List<String> PLACEHOLDERS =
      List.of("changeme", "changethis", "replaceme", "example", "placeholder", "yoursecret");

  /** The secrets of the keys that the documentation shows. */
  private static final List<String> PUBLISHED =
      List.of(
          "ucEZBEZD5OMuPwKwYiqD82xCHVFu77H62v7XT5Y8X3N",
          "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG");

  private KeyStrength() {}

  /** The weakness of a key, worded to follow the setting's name; empty if there is none. */
  static Optional<String> weakness(String key) {
    if (key.length() < MIN_LENGTH)
      return Optional.of("must have at least " + MIN_LENGTH + " characters");
    if (key.chars().distinct().count() < MIN_DIFFERENT)
      return Optional.of("is easily guessed: it has too few different characters");
    if (isRepeated(key)) return Optional.of("is easily guessed: it repeats itself");
    if (isPublished(key)) return Optional.of("is a published example");
    return Optional.empty();
  }

  /** Whether the key repeats one piece, the last possibly cut short. */
  private static boolean isRepeated(String key) {
    for (int length = 1; length <= key.length() / 2; length++)
      if (key.startsWith(key.substring(length))) return true;
    return false;
  }

  private static boolean isPublished(String key) {
    var letters = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    return PUBLISHED.contains(key) || PLACEHOLDERS.stream().anyMatch(letters::contains);
  }
}
