package org.registrationapi.secrets;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads a secret as people store it. An editor may add a byte order mark or a line end, which are
 * dropped. Any other invisible character is refused, because the secret would not be the one that
 * its owner sees.
 */
public final class SecretText {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private SecretText() {}

  /**
   * The secret in a text; blank if there is none.
   *
   * @throws IllegalArgumentException if it has an invisible character; the message names the
   *     character, but not the secret, and follows the name of the text
   */
  public static String in(String text) {
    var marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    var secret = (marked ? text.substring(1) : text).strip();
    secret.codePoints().filter(SecretText::isInvisible).findFirst().ifPresent(SecretText::refuse);
    return secret;
  }

  /**
   * The secret in a file; blank if there is none.
   *
   * @throws IllegalArgumentException as above, or if the file is not in UTF-8
   * @throws IOException if the file cannot be read
   */
  public static String in(Path file) throws IOException {
    try {
      return in(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("is not text in UTF-8; store it again as UTF-8", e);
    }
  }

  private static void refuse(int codePoint) {
    var name = String.format(Locale.ROOT, "U+%04X %s", codePoint, Character.getName(codePoint));
    throw new IllegalArgumentException(
        "has the invisible character " + name.strip() + "; write the secret again without it");
  }

  private static boolean isInvisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> codePoint != ' ';
      default -> isIgnorable(codePoint);
    };
  }

  /** Marks and letters without a shape: joiners, fillers, variation selectors, a blank pattern. */
  private static boolean isIgnorable(int codePoint) {
    return codePoint == 0x034F
        || codePoint == 0x115F
        || codePoint == 0x1160
        || codePoint == 0x17B4
        || codePoint == 0x17B5
        || (codePoint >= 0x180B && codePoint <= 0x180F)
        || codePoint == 0x2800
        || codePoint == 0x3164
        || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || codePoint == 0xFFA0
        || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
  }
}
