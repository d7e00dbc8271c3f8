package org.registrationapi.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.registrationapi.events.Funnel;
import org.registrationapi.events.FunnelCounts;

/**
 * A bar chart with one bar for each day: the outline is the first number, the filled part the
 * second, and the part below the line the losses. The coordinates are those of an SVG that scales
 * to its container.
 *
 * @param top the number at the upper edge; 0 if there is nothing to draw
 * @param height of the whole drawing; the part above the line has the height {@link #ABOVE}
 */
public record Chart(String summary, long top, String height, List<Bar> bars) {
  /** Height of the part above the line. */
  public static final int ABOVE = 100;

  private static final int DAY_WIDTH = 10;
  private static final int LEAST_TOP = 4; // so that one registration does not fill the height

  /** The bar of one day. Heights are in units of the drawing. */
  public record Bar(int x, String came, String got, String lost, String title) {
    /** The y coordinate of the top of a bar with this height. */
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

  /** The next round number, so that the scale is easy to read: 4, 5, 10, 20, 50, 100 … */
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
