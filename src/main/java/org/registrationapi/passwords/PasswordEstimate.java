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
 * Finds passwords that are easy to guess, by zxcvbn (Wheeler, USENIX Security 2016). Its cost is
 * bounded. It gets parts of 20 characters, because its time grows with the cube of their number. It
 * gets no parts with very many readings as words written with digits and signs (p@ssw0rd), because
 * it would try each reading. Measured on one core: unbounded up to 1.8 s for 64 random digits and
 * signs; here up to 25 ms for a part, mostly under 4 ms.
 */
final class PasswordEstimate {
  /**
   * Lower scores are zxcvbn's "too guessable" and "very guessable": fewer than 10^6 guesses. By its
   * documentation these protect only from throttled attacks.
   */
  private static final int MIN_SCORE = 2;

  private static final int PART = 20;
  private static final int MAX_READINGS = 32;

  /** The signs that zxcvbn reads as letters. A sign for several letters multiplies the readings. */
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
   * Why a password is too easy to guess, as text for people; empty if it is not. A long password is
   * as strong as the strongest of its parts.
   *
   * @param known words that attackers try first, in lower case
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
