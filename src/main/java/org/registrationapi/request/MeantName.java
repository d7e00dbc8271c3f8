package org.registrationapi.request;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.registrationapi.input.EditDistance;

/** Finds the name that an unknown one may stand for: firstName or frist_name for first_name. */
final class MeantName {
  private static final int SHORT_NAME = 4;

  private MeantName() {}

  /** The known name that may be meant. */
  static Optional<String> of(String name, Collection<String> known) {
    return known.stream().filter(other -> isTypo(name, other)).findFirst();
  }

  /** A question that ends a message about an unknown name; empty if no known one is similar. */
  static String question(String name, Collection<String> known) {
    return of(name, known).map(meant -> "; did you mean " + meant + "?").orElse("");
  }

  private static boolean isTypo(String name, String known) {
    if (letters(name).equals(letters(known))) return true;
    var maxFaults = maxFaults(known.length());
    return Math.abs(name.length() - known.length()) <= maxFaults
        && EditDistance.between(name, known) <= maxFaults;
  }

  /** Other short names are too similar to each other. */
  private static int maxFaults(int length) {
    if (length > SHORT_NAME) return 2;
    return length == SHORT_NAME ? 1 : 0;
  }

  private static String letters(String name) {
    return name.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
  }
}
