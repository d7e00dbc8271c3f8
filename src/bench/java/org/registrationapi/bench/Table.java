package org.registrationapi.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.registrationapi.bench.Results.Figure;

/** Figures as a Markdown table, which is also readable on a console. */
final class Table {
  private static final List<String> HEAD =
      List.of("figure", "measured", "limit", "ratio", "must reach", "");

  private Table() {}

  static void print(PrintStream out, List<Figure> figures) {
    lines(figures).forEach(out::println);
  }

  static List<String> lines(List<Figure> figures) {
    var rows =
        Stream.concat(
                Stream.of(HEAD, HEAD.stream().map(head -> "").toList()),
                figures.stream()
                    .map(
                        f ->
                            List.of(
                                f.what(),
                                f.measured(),
                                f.limit(),
                                f.ratio(),
                                f.reach(),
                                f.verdict())))
            .toList();
    var widths =
        IntStream.range(0, HEAD.size())
            .map(
                i ->
                    Math.max(3, rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0)))
            .toArray();
    return IntStream.range(0, rows.size())
        .mapToObj(i -> line(rows.get(i), widths, i == 1))
        .toList();
  }

  private static String line(List<String> row, int[] widths, boolean isRule) {
    return IntStream.range(0, row.size())
        .mapToObj(
            i -> {
              var text = isRule ? "-".repeat(widths[i]) : row.get(i);
              return text + " ".repeat(widths[i] - text.length());
            })
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
