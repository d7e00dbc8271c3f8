package org.registrationapi.text;

import java.util.Optional;

/**
 * An accent colour, with colours for text on it and for lines beside it that have enough contrast.
 *
 * @param fill of a button
 * @param label of the button, with a contrast of at least 4.5 to the fill: white, or black if white
 *     has less; one of them always has enough
 * @param pressed the fill under the pointer, further from the label
 * @param line for edges and signs, with a contrast of at least 3 to the card
 */
public record Accent(Colour fill, Colour label, Colour pressed, Colour line) {
  private static final double TEXT_CONTRAST = 4.5; // WCAG 2.2, 1.4.3
  private static final double SIGN_CONTRAST = 3; // WCAG 2.2, 1.4.11
  private static final Colour DARK_CARD = Colour.of(0x191d26);
  private static final double STEP = 0.05;

  /** An accent for light and for dark mode. */
  public record Pair(Accent light, Accent dark) {}

  /** The default. */
  public static final Pair DEFAULT =
      new Pair(
          of(Colour.of(0x1f5eff), Colour.WHITE),
          new Accent(
              Colour.of(0x8cabff), Colour.of(0x0c1530), Colour.of(0xabc2ff), Colour.of(0x8cabff)));

  /** The accent of a server; empty if it has none, or an invalid one. */
  public static Optional<Pair> of(String colour) {
    if (colour == null) return Optional.empty();
    try {
      return Optional.of(of(Colour.parse(colour)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // an invalid colour must not prevent a mail
    }
  }

  /**
   * On a light card the colour is used unchanged; on a dark card it is lightened until it has
   * enough contrast.
   */
  static Pair of(Colour colour) {
    return new Pair(of(colour, Colour.WHITE), of(seenOn(DARK_CARD, colour), DARK_CARD));
  }

  private static Accent of(Colour fill, Colour card) {
    var isWhite = fill.contrast(Colour.WHITE) >= TEXT_CONTRAST;
    var label = isWhite ? Colour.WHITE : Colour.BLACK;
    var pressed = fill.mixedWith(isWhite ? Colour.BLACK : Colour.WHITE, 0.2);
    return new Accent(fill, label, pressed, seenOn(card, fill));
  }

  private static Colour seenOn(Colour card, Colour colour) {
    var away = card.equals(Colour.WHITE) ? Colour.BLACK : Colour.WHITE;
    var share = 0.0;
    while (colour.mixedWith(away, share).contrast(card) < SIGN_CONTRAST) share += STEP;
    return colour.mixedWith(away, share);
  }
}
