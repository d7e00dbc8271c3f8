package org.registrationapi.passwords;

import com.nulabinc.zxcvbn.Pattern;
import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.StandardKeyboards;
import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.ZxcvbnBuilder;
import com.nulabinc.zxcvbn.matchers.Match;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tells which passwords are guessed soon, by zxcvbn (Wheeler, USENIX Security 2016). What it costs
 * is bounded: it looks at parts of 20 characters, because its time grows with the cube of their
 * number, and not at parts that could be read in very many ways as words written with digits and
 * signs (p@ssw0rd), each of which it would try. Measured on one core: up to 1.8 s for 64 random
 * digits and signs unbounded, up to 25 ms for a part here, mostly under 4 ms.
 */
final class PasswordEstimate {
  /**
   * Below it, zxcvbn's "too guessable" and "very guessable": fewer than 10^6 guesses. Its
   * documentation calls that no protection but from throttled attacks.
   */
  private static final int MIN_SCORE = 2;

  private static final int PART = 20;
  private static final int MAX_READINGS = 32;

  /** What zxcvbn takes for each letter: those with more than one sign multiply the readings. */
  private static final List<String> SIGNS = List.of("4@", "({[<", "69", "1!|", "1|7", "$5", "+7");

  private final Zxcvbn zxcvbn;

  PasswordEstimate() {
    try {
      zxcvbn =
          new ZxcvbnBuilder()
              .dictionaries(StandardDictionaries.loadAllDictionaries())
              .keyboards(StandardKeyboards.loadAllKeyboards())
              .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // they are in its jar
    }
  }

  /**
   * Why a password is too easy to guess, for people; empty if it is not. A long one is as good as
   * the best of its parts.
   *
   * @param known words that whoever guesses will try first, in lower case
   */
  Optional<String> weakness(String password, List<String> known) {
    Optional<String> weakness = Optional.empty();
    for (int from = 0; from < password.length(); from += PART) {
      var part = password.substring(from, Math.min(password.length(), from + PART));
      if (readings(part) > MAX_READINGS) return Optional.empty();
      var strength = zxcvbn.measure(part, known);
      if (strength.getScore() >= MIN_SCORE) return Optional.empty();
      if (weakness.isEmpty()) weakness = Optional.of(reason(strength));
    }
    return weakness;
  }

  private static int readings(String part) {
    var readings = 1L;
    for (var signs : SIGNS)
      readings *= Math.max(1, signs.chars().filter(sign -> part.indexOf(sign) >= 0).count());
    return (int) readings;
  }

  private static String reason(Strength strength) {
    if (has(strength, match -> "user_inputs".equals(match.dictionaryName)))
      return "is too easy to guess: it is made of names or the address of the user or the server";
    if (has(strength, match -> match.pattern == Pattern.Dictionary))
      return "is too easy to guess: it is a common password, or much like one";
    return "is too easy to guess: it is a repetition, a row of keys or numbers, or a date";
  }

  private static boolean has(Strength strength, Predicate<Match> kind) {
    return strength.getSequence().stream().anyMatch(kind);
  }
}
