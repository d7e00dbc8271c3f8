package org.registrationapi.input;

/** Characters that a reader does not see. */
public final class Invisible {
  private Invisible() {}

  /**
   * Whether a code point is a control, a format character, half of a surrogate pair, a separator of
   * lines or paragraphs, or no character at all.
   */
  public static boolean isUnprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /**
   * Whether a code point is a letter, mark or sign without a shape: a joiner, a filler, a variation
   * selector, or a blank pattern. Unicode counts them as printable.
   */
  public static boolean isShapeless(int codePoint) {
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
