package org.registrationapi.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccentTest {
  private static final Colour DARK_CARD = Colour.parse("#191d26");

  /** 5832 colours, including black, white, and the grey on which neither text is easy to read. */
  private static Stream<Colour> colours() {
    return IntStream.range(0, 18 * 18 * 18)
        .mapToObj(i -> new Colour(i % 18 * 15, i / 18 % 18 * 15, i / 324 * 15));
  }

  /** The examples of WCAG's own techniques and of WebAIM's checker. */
  @ParameterizedTest
  @CsvSource({
    "#000000, #ffffff, 21.0",
    "#ffffff, #ffffff, 1.0",
    "#767676, #ffffff, 4.54",
    "#777777, #ffffff, 4.48",
    "#0000ff, #ffffff, 8.59",
    "#ff0000, #ffffff, 4.0",
    "#ffff00, #000000, 19.56"
  })
  void the_contrast_is_calculated_as_in_WCAG(String one, String other, double ratio) {
    assertThat(Colour.parse(one).contrast(Colour.parse(other))).isCloseTo(ratio, within(0.005));
    assertThat(Colour.parse(other).contrast(Colour.parse(one))).isCloseTo(ratio, within(0.005));
  }

  @Test
  void a_button_label_is_readable_on_every_colour_in_every_state() {
    assertThat(colours().map(Accent::of).flatMap(pair -> Stream.of(pair.light(), pair.dark())))
        .allMatch(accent -> accent.label().contrast(accent.fill()) >= 4.5)
        .allMatch(accent -> accent.label().contrast(accent.pressed()) >= 4.5);
  }

  @Test
  void lines_and_fills_are_visible_on_the_card_in_every_colour() {
    assertThat(colours().map(Accent::of))
        .allMatch(pair -> pair.light().line().contrast(Colour.WHITE) >= 3)
        .allMatch(pair -> pair.dark().line().contrast(DARK_CARD) >= 3)
        .allMatch(pair -> pair.dark().fill().contrast(DARK_CARD) >= 3);
  }

  @Test
  void the_default_accent_is_readable_and_visible() {
    var ours = Accent.DEFAULT;

    assertThat(ours.light().label().contrast(ours.light().fill())).isGreaterThan(4.5);
    assertThat(ours.dark().label().contrast(ours.dark().fill())).isGreaterThan(4.5);
    assertThat(ours.light().line().contrast(Colour.WHITE)).isGreaterThan(3);
    assertThat(ours.dark().line().contrast(DARK_CARD)).isGreaterThan(3);
  }

  @Test
  void the_light_accent_is_exactly_the_servers_colour() {
    assertThat(colours().map(colour -> Accent.of(colour).light().fill()))
        .containsExactlyElementsOf(colours().toList());
  }

  @Test
  void white_text_is_preferred_if_both_are_readable() {
    assertThat(Accent.of(Colour.parse("#767676")).light().label()).hasToString("#ffffff");
    assertThat(Accent.of(Colour.parse("#777777")).light().label()).hasToString("#000000");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "red", "#12345", "#1234567", "#12345g", "#123456}"})
  void an_invalid_colour_is_not_an_accent(String colour) {
    assertThat(Accent.of(colour)).isEmpty();
  }
}
