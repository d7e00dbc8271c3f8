package org.registrationapi.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunnelCountsTest {
  @ParameterizedTest
  @CsvSource({
    "no mail, 0, 0, 0, 0, true",
    "nothing is reported, 10, 0, 0, 0, false",
    "activated users alone prove deliveries, 10, 7, 7, 0, false",
    "another delivery, 10, 8, 7, 0, true",
    "a bounce, 10, 7, 7, 1, true",
    "each mail has a result, 7, 7, 7, 0, true"
  })
  void events_show_in_the_numbers(
      String what, long sent, long delivered, long activated, long bounced, boolean show) {
    var counts = new FunnelCounts(10, sent, delivered, activated, bounced, 0, 0, 0);

    assertThat(counts.showEvents()).as(what).isEqualTo(show);
  }
}
