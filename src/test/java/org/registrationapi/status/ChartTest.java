package org.registrationapi.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.events.Funnel;
import org.registrationapi.events.FunnelCounts;

class ChartTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  private static Chart chart(long registered, long activated, long lost) {
    var counts = new FunnelCounts(registered, 0, 0, activated, lost, 0, 0, 0);
    return Chart.of(
        new Funnel(DAY, DAY, counts, List.of(new Funnel.Day(DAY, counts))),
        FunnelCounts::registered,
        FunnelCounts::activated,
        FunnelCounts::lost,
        c -> c.registered() + " came");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 4",
    "4, 4",
    "5, 5",
    "6, 10",
    "11, 20",
    "21, 50",
    "99, 100",
    "101, 200",
    "999999, 1000000"
  })
  void the_upper_edge_is_a_round_number(long most, long edge) {
    assertThat(Chart.edge(most)).isEqualTo(edge);
  }

  @Test
  void a_bar_is_as_high_as_its_share_of_the_edge_and_what_was_lost_hangs_below() {
    var chart = chart(10, 5, 2);

    assertThat(chart.top()).isEqualTo(10);
    assertThat(chart.height()).isEqualTo("120.00");
    assertThat(chart.bars())
        .containsExactly(new Chart.Bar(0, "100.00", "50.00", "20.00", "2026-11-22: 10 came"));
    assertThat(Chart.Bar.y("20.00")).isEqualTo("80.00");
  }

  @Test
  void more_may_be_activated_on_a_day_than_registered_on_it() {
    assertThat(chart(1, 8, 0).bars())
        .containsExactly(new Chart.Bar(0, "10.00", "80.00", "0.00", "2026-11-22: 1 came"));
  }

  @Test
  void where_nothing_happened_there_is_nothing_to_draw() {
    assertThat(chart(0, 0, 0).top()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 0 s", "119, 119 s", "120, 2 min", "7200, 2 h", "172800, 2 days"})
  void a_wait_is_told_in_the_unit_that_fits(long seconds, String words) {
    assertThat(StatusModel.duration(seconds)).isEqualTo(words);
  }
}
