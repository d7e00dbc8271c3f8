package org.registrationapi.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines over two logarithmic axes, as SVG. Growth by a constant factor is a straight line. */
final class Plot {
  /** Colours that colour-blind people can distinguish (Okabe and Ito). */
  private static final Color[] COLOURS =
      Stream.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
          .map(Color::decode)
          .toArray(Color[]::new);

  private final XYChart chart;

  /**
   * @param x the horizontal axis' title
   * @param y the vertical axis' title
   */
  Plot(String x, String y) {
    chart = new XYChartBuilder().width(760).height(420).xAxisTitle(x).yAxisTitle(y).build();
    var styler = chart.getStyler();
    styler.setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    styler.setXAxisDecimalPattern("#,##0").setYAxisDecimalPattern("#,##0.####");
    styler.setPlotGridLinesStroke(
        new BasicStroke(0.5f)); // dotted lines would make the file much larger
    styler.setLocale(Locale.ROOT).setSeriesColors(COLOURS).setChartBackgroundColor(Color.WHITE);
  }

  void line(String name, SortedMap<Double, Double> points) {
    chart
        .addSeries(name, List.copyOf(points.keySet()), List.copyOf(points.values()))
        .setMarker(SeriesMarkers.CIRCLE);
  }

  /** Writes the plot to a file, whose name ends in {@code .svg}. */
  void write(Path file) throws IOException {
    // from the power of ten below the smallest value to the one above the largest, which have
    // labels
    var values = chart.getSeriesMap().values();
    var least = values.stream().mapToDouble(XYSeries::getYMin).min().orElse(1);
    var greatest = values.stream().mapToDouble(XYSeries::getYMax).max().orElse(1);
    chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))));
    chart.getStyler().setYAxisMax(Math.pow(10, Math.ceil(Math.log10(greatest))));
    VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
  }
}
