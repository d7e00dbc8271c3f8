package org.registrationapi.secrets;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.registrationapi.input.Invisible;

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
    return Invisible.isUnprintable(codePoint)
        || Invisible.isShapeless(codePoint)
        || (codePoint != ' ' && Character.isSpaceChar(codePoint));
  }
}
