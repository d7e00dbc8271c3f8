package org.registrationapi.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
  @ParameterizedTest
  @CsvSource({
    "gmail, gmail, 0",
    "gmail, gmal, 1", // a letter is missing
    "gmail, gmmail, 1", // a letter is added
    "gmail, gnail, 1", // a letter is wrong
    "gmail, gmial, 1", // two letters are swapped
    "gmail, mgail, 1",
    "gmail, gmali, 1",
    "gmail, mgial, 2",
    "gmail, yahoo, 5",
    "gmail, '', 5",
    "'', '', 0",
    "kitten, sitting, 3",
    "ca, abc, 3" // the unrestricted distance is 2: swap, then insert b between
  })
  void the_distance_is_the_same_in_both_directions(String a, String b, int faults) {
    assertThat(EditDistance.between(a, b)).isEqualTo(faults);
    assertThat(EditDistance.between(b, a)).isEqualTo(faults);
  }
}
