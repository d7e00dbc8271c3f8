package org.registrationapi.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.registrationapi.events.Funnel;
import org.registrationapi.events.FunnelCounts;

/**
 * Bars, one a day: an outline for those who came, filled as far as they got; below the line what
 * was lost. The coordinates are an SVG's, which is stretched to whatever room there is.
 *
 * @param top the number at the upper edge; 0: there is nothing to draw
 * @param height of the whole, of which the part above the line is {@link #ABOVE}
 */
public record Chart(String summary, long top, String height, List<Bar> bars) {
  /** Height of the part above the line. */
  public static final int ABOVE = 100;

  private static final int DAY_WIDTH = 10;
  private static final int LEAST_TOP = 4; // one registration is not a rush

  /** One day. Heights are in units of the drawing. */
  public record Bar(int x, String came, String got, String lost, String title) {
    /** Where a bar of this height begins, counted from above. */
    public static String y(String height) {
      return number(ABOVE - Double.parseDouble(height));
    }
  }

  static Chart of(
      Funnel funnel,
      ToLongFunction<FunnelCounts> came,
      ToLongFunction<FunnelCounts> got,
      ToLongFunction<FunnelCounts> lost,
      Function<FunnelCounts, String> words) {
    var most = most(funnel, counts -> Math.max(came.applyAsLong(counts), got.applyAsLong(counts)));
    var mostLost = most(funnel, lost);
    var top = most + mostLost == 0 ? 0 : edge(Math.max(most, 1));
    var bars = new ArrayList<Bar>();
    for (var day : funnel.days())
      bars.add(
          new Bar(
              bars.size() * DAY_WIDTH,
              height(came.applyAsLong(day.counts()), top),
              height(got.applyAsLong(day.counts()), top),
              height(lost.applyAsLong(day.counts()), top),
              day.day() + ": " + words.apply(day.counts())));
    return new Chart(
        words.apply(funnel.totals()), top, number(ABOVE + share(mostLost, top) * ABOVE), bars);
  }

  private static long most(Funnel funnel, ToLongFunction<FunnelCounts> number) {
    return funnel.days().stream()
        .mapToLong(day -> number.applyAsLong(day.counts()))
        .max()
        .orElse(0);
  }

  /** The next round number, so that the edge can be read: 4, 5, 10, 20, 50, 100 … */
  static long edge(long most) {
    if (most <= LEAST_TOP) return LEAST_TOP;
    for (long power = 1; ; power *= 10)
      for (long factor : List.of(5L, 10L, 20L)) if (most <= factor * power) return factor * power;
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static String height(long number, long top) {
    return number(share(number, top) * ABOVE);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
