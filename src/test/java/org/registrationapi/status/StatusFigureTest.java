package org.registrationapi.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusFigureTest {
  @ParameterizedTest
  @CsvSource({"1200, 1600, 75", "1, 3, 33", "2, 3, 67", "0, 7, 0", "8, 1, 100", "8, 0, 0"})
  void a_share_is_in_per_cent_and_at_most_100(long number, long of, long percent) {
    assertThat(new StatusFigure("Activated", number, of, "registrations").percent())
        .isEqualTo(percent);
  }

  @Test
  void a_known_number_is_shown_with_its_share() {
    var figure = new StatusFigure("Delivered", 1200, 1600, "mails sent");

    assertThat(figure.value()).isEqualTo("1,200");
    assertThat(figure.note()).isEqualTo("75 % of mails sent");
    assertThat(new StatusFigure("Delivered", 0, 0, "mails sent").note()).isEmpty();
  }

  @Test
  void an_unknown_number_is_shown_as_a_minimum_without_a_share() {
    var figure = new StatusFigure("Delivered", 1200, 1600, "mails sent").unknown();

    assertThat(figure.value()).isEqualTo("unknown");
    assertThat(figure.note()).isEqualTo("at least 1,200, by links and PINs");
    assertThat(figure.percent()).isZero();
  }
}
