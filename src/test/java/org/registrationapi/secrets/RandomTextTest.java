package org.registrationapi.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomTextTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 43})
  void a_text_has_the_requested_length(int characters) {
    assertThat(RandomText.alphanumeric(characters)).hasSize(characters);
  }

  @Test
  void a_text_uses_every_letter_and_digit_and_nothing_else() {
    var used =
        RandomText.alphanumeric(20_000)
            .chars()
            .sorted()
            .distinct()
            .mapToObj(Character::toString)
            .collect(Collectors.joining());

    assertThat(used).isEqualTo("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  }

  @Test
  void two_texts_differ() {
    assertThat(RandomText.alphanumeric(43)).isNotEqualTo(RandomText.alphanumeric(43));
  }
}
