package org.registrationapi.secrets;

import java.security.SecureRandom;

/** Random text from the platform's secure generator. */
public final class RandomText {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomText() {}

  /** Letters and digits, each with 5.95 bits of chance: 43 of them have 256 bits. */
  public static String alphanumeric(int characters) {
    return RANDOM
        .ints(characters, 0, ALPHABET.length())
        .collect(
            StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append)
        .toString();
  }
}
