package org.registrationapi.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BreaksTest {
  private static String broken(String text) {
    return String.join("|", Breaks.pieces(text));
  }

  @ParameterizedTest
  @CsvSource({
    "ada.lovelace@mathematics.example.com, ada.|lovelace@|mathematics.|example.|com",
    "…@a-very-long-domain.example.com, …@|a-very-long-domain.|example.|com",
    "registrations.example.museum.example, registrations.|example.|museum.|example",
    "\u2068grace.hopper@navy.example.com\u2069., \u2068grace.|hopper@|navy.|example.|com\u2069.",
    "jürgen.müllermann@bücher.example, jürgen.|müllermann@|bücher.|example"
  })
  void a_long_address_may_break_after_the_at_sign_and_dots(String address, String pieces) {
    assertThat(broken(address)).isEqualTo(pieces);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ada@example.com",
        "ada.lovelace@example.com",
        "a sentence. With dots.And an address ada@example.com.",
        "Donaudampfschifffahrtsgesellschaft",
        "a very long word.........................",
        "$1 \\ {0} <b>&amp;"
      })
  void other_texts_are_one_piece(String text) {
    assertThat(Breaks.pieces(text)).containsExactly(text);
  }

  @Test
  void only_the_address_in_a_sentence_is_broken_and_no_character_is_lost() {
    var text = "Dr. Who registered at Shop.Example with ada.lovelace@mathematics.example. Thanks.";

    assertThat(broken(text))
        .isEqualTo(
            "Dr. Who registered at Shop.Example with ada.|lovelace@|mathematics.|example. Thanks.");
    assertThat(String.join("", Breaks.pieces(text))).isEqualTo(text);
  }
}
