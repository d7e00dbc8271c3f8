package org.registrationapi.text;

import java.util.Locale;
import java.util.regex.Pattern;

/** A colour of the sRGB space, each part 0 to 255. */
public record Colour(int red, int green, int blue) {
  private static final Pattern FORM = Pattern.compile("#[0-9a-fA-F]{6}");

  static final Colour WHITE = new Colour(255, 255, 255);
  static final Colour BLACK = new Colour(0, 0, 0);

  /**
   * Parses {@code #rrggbb}, in upper or lower case.
   *
   * @throws IllegalArgumentException with a phrase that says what is wrong, to read after the
   *     field's name
   */
  public static Colour parse(String text) {
    if (!FORM.matcher(text).matches())
      throw new IllegalArgumentException("must be a colour such as #1f5eff");
    return of(Integer.parseInt(text.substring(1), 16));
  }

  static Colour of(int rgb) {
    return new Colour(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
  }

  /** In CSS: {@code #} and six hexadecimal digits. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
  }

  /** The relative luminance of WCAG 2.2: 0 for black to 1 for white. */
  double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int part) {
    var value = part / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  /** The contrast ratio of WCAG 2.2, from 1 to 21. The order of the colours does not matter. */
  double contrast(Colour other) {
    var mine = luminance();
    var others = other.luminance();
    return (Math.max(mine, others) + 0.05) / (Math.min(mine, others) + 0.05);
  }

  /**
   * A mixture of this colour and another.
   *
   * @param share of the other, 0 to 1
   */
  Colour mixedWith(Colour other, double share) {
    return new Colour(
        mixed(red, other.red, share),
        mixed(green, other.green, share),
        mixed(blue, other.blue, share));
  }

  private static int mixed(int mine, int others, double share) {
    return (int) Math.round(mine + (others - mine) * share);
  }
}
