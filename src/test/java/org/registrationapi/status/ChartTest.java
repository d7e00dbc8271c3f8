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
        new Funnel(DAY, DAY, true, counts, List.of(new Funnel.Day(DAY, counts))),
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
  void the_upper_end_of_the_axis_is_a_round_number(long most, long edge) {
    assertThat(Chart.edge(most)).isEqualTo(edge);
  }

  @Test
  void a_bar_is_scaled_to_the_axis_and_losses_are_drawn_below() {
    var chart = chart(10, 5, 2);

    assertThat(chart.top()).isEqualTo(10);
    assertThat(chart.height()).isEqualTo("120.00");
    assertThat(chart.bars())
        .containsExactly(new Chart.Bar(0, "100.00", "50.00", "20.00", "2026-11-22: 10 came"));
    assertThat(Chart.Bar.y("20.00")).isEqualTo("80.00");
  }

  @Test
  void a_day_can_have_more_activations_than_registrations() {
    assertThat(chart(1, 8, 0).bars())
        .containsExactly(new Chart.Bar(0, "10.00", "80.00", "0.00", "2026-11-22: 1 came"));
  }

  @Test
  void a_chart_without_events_has_an_axis_of_zero() {
    assertThat(chart(0, 0, 0).top()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 0 s", "119, 119 s", "120, 2 min", "7200, 2 h", "172800, 2 days"})
  void a_duration_is_shown_in_a_suitable_unit(long seconds, String words) {
    assertThat(StatusModel.duration(seconds)).isEqualTo(words);
  }
}
