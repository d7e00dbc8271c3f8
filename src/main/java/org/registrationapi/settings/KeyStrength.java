package org.registrationapi.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells keys that nobody made at random. Whoever has the whole key knows how many bits are in it;
 * from the outside only the worst can be seen, and that is what is refused.
 */
final class KeyStrength {
  static final int MIN_LENGTH = 32;

  /** 32 random hexadecimal digits have so few different ones once in 20 million times. */
  private static final int MIN_DIFFERENT = 8;

  /** What stands in examples to be replaced; everybody can read it. */
  private static final List<String> PLACEHOLDERS =
      List.of("changeme", "changethis", "replaceme", "example", "placeholder", "yoursecret");

  /** The secrets of the keys that the documentation shows. */
  private static final List<String> PUBLISHED =
      List.of(
          "ucEZBEZD5OMuPwKwYiqD82xCHVFu77H62v7XT5Y8X3N",
          "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG");

  private KeyStrength() {}

  /** What is wrong with a key, as the end of a sentence that its name begins; empty: nothing. */
  static Optional<String> weakness(String key) {
    if (key.length() < MIN_LENGTH)
      return Optional.of("must have at least " + MIN_LENGTH + " characters");
    if (key.chars().distinct().count() < MIN_DIFFERENT)
      return Optional.of("is easily guessed: it has too few different characters");
    if (isRepeated(key)) return Optional.of("is easily guessed: it repeats itself");
    if (isPublished(key)) return Optional.of("is an example that everybody can read");
    return Optional.empty();
  }

  /** Whether it is one piece again and again, the last perhaps cut short. */
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
