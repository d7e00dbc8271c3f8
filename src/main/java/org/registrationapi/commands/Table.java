package org.registrationapi.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.registrationapi.input.Invisible;

/**
 * Text in columns, for a terminal.
 *
 * @param rows each with one text for each column
 */
record Table(List<List<String>> rows) {
  private static final String GAP = "  ";

  /** What stands for a character that a terminal would obey, or not show. */
  private static final int REPLACEMENT = '?';

  /** A table with a heading over each column. */
  static Table of(List<String> headings, List<List<String>> rows) {
    var all = new ArrayList<List<String>>();
    all.add(headings);
    all.addAll(rows);
    return new Table(all);
  }

  /** Its lines, without blanks at their ends. */
  Stream<String> lines() {
    var printable = rows.stream().map(Table::printable).toList();
    var columns = printable.isEmpty() ? 0 : printable.get(0).size();
    var widths = IntStream.range(0, columns).map(column -> width(printable, column)).toArray();
    return printable.stream().map(row -> line(row, widths));
  }

  private static List<String> printable(List<String> row) {
    return row.stream().map(Table::printable).toList();
  }

  private static String printable(String text) {
    return text.codePoints()
        .map(c -> Invisible.isUnprintable(c) ? REPLACEMENT : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++)
      line.append(row.get(i)).append(" ".repeat(widths[i] - length(row.get(i)))).append(GAP);
    return line.toString().stripTrailing();
  }
}
