package org.registrationapi.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** Lines over two logarithmic axes, as SVG. Growth by a constant factor is a straight line. */
final class SvgPlot {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;
  private static final int LEFT = 70;
  private static final int RIGHT = 190;
  private static final int TOP = 20;
  private static final int BOTTOM = 50;

  /** Told apart by people who see few colours, too (Okabe and Ito). */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9");

  private final String x;
  private final String y;
  private final List<Line> lines = new ArrayList<>();

  /**
   * @param x what the horizontal axis is
   * @param y what the vertical axis is
   */
  SvgPlot(String x, String y) {
    this.x = x;
    this.y = y;
  }

  private record Line(String name, SortedMap<Double, Double> points) {}

  void line(String name, SortedMap<Double, Double> points) {
    lines.add(new Line(name, points));
  }

  /** The drawing. */
  String svg() {
    var across = new Axis(lines.stream().flatMap(line -> line.points().keySet().stream()).toList());
    var up = new Axis(lines.stream().flatMap(line -> line.points().values().stream()).toList());
    var out = new StringBuilder();
    add(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"12\">",
        WIDTH,
        HEIGHT);
    add(out, "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>");
    axes(out, across, up);
    for (int i = 0; i < lines.size(); i++) draw(out, lines.get(i), i, across, up);
    add(out, "</svg>");
    return out.toString();
  }

  private void axes(StringBuilder out, Axis across, Axis up) {
    for (var tick : across.ticks()) {
      var at = left(across, tick);
      add(
          out,
          "<path d=\"M%.1f %dV%d\" stroke=\"#ddd\"/>"
              + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          at,
          TOP,
          HEIGHT - BOTTOM,
          at,
          HEIGHT - BOTTOM + 18,
          number(tick));
    }
    for (var tick : up.ticks()) {
      var at = top(up, tick);
      add(
          out,
          "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>"
              + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          LEFT,
          at,
          WIDTH - RIGHT,
          LEFT - 8,
          at + 4,
          number(tick));
    }
    add(
        out,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        (LEFT + WIDTH - RIGHT) / 2,
        HEIGHT - 10,
        x);
    add(
        out,
        "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
        (TOP + HEIGHT - BOTTOM) / 2,
        y);
  }

  private static void draw(StringBuilder out, Line line, int place, Axis across, Axis up) {
    var colour = COLOURS.get(place % COLOURS.size());
    var path = new StringBuilder();
    line.points()
        .forEach(
            (users, time) -> {
              var at = new double[] {left(across, users), top(up, time)};
              path.append(
                  String.format(
                      Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", at[0], at[1]));
              add(
                  out,
                  "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
                  at[0],
                  at[1],
                  colour);
            });
    add(out, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, colour);
    var y = TOP + 16 + 20 * place;
    add(
        out,
        "<path d=\"M%d %dh20\" stroke=\"%s\" stroke-width=\"2\"/><text x=\"%d\" y=\"%d\">%s</text>",
        WIDTH - RIGHT + 15,
        y - 4,
        colour,
        WIDTH - RIGHT + 42,
        y,
        line.name());
  }

  private static double left(Axis axis, double value) {
    return LEFT + axis.share(value) * (WIDTH - LEFT - RIGHT);
  }

  private static double top(Axis axis, double value) {
    return HEIGHT - BOTTOM - axis.share(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static String number(double value) {
    return value >= 1
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.4f", value).replaceFirst("0+$", "");
  }

  private static void add(StringBuilder out, String form, Object... values) {
    out.append(String.format(Locale.ROOT, form, values)).append('\n');
  }

  /** From the power of ten below the least value to the one above the greatest. */
  private static final class Axis {
    private final int from;
    private final int to;

    Axis(List<Double> values) {
      var least = values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
      var greatest = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
      this.from = (int) Math.floor(Math.log10(least));
      this.to = Math.max(from + 1, (int) Math.ceil(Math.log10(greatest)));
    }

    double share(double value) {
      return (Math.log10(value) - from) / (to - from);
    }

    List<Double> ticks() {
      var ticks = new ArrayList<Double>();
      for (int power = from; power <= to; power++) ticks.add(Math.pow(10, power));
      return ticks;
    }
  }
}
