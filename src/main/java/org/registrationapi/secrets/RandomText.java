package org.registrationapi.secrets;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Random text from the platform's secure generator. */
public final class RandomText {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomText() {}

  /** Letters and digits with 5.95 random bits each: 43 of them have 256 bits. */
  public static String alphanumeric(int characters) {
    return alphanumeric(characters, RANDOM);
  }

  /** The same from another generator, for text that is not secret. */
  public static String alphanumeric(int characters, RandomGenerator random) {
    var text = new StringBuilder(characters);
    while (text.length() < characters)
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    return text.toString();
  }
}
