package org.registrationapi.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results of a benchmark: a table on the console, and a file for the {@link Report}. */
final class Results {
  private final String name;
  private final Machine machine;
  private final Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private final List<Figure> figures = new ArrayList<>();
  private final Map<String, Object> details = new LinkedHashMap<>();

  Results(String name, Machine machine) {
    this.name = name;
    this.machine = machine;
  }

  /**
   * One line of the table.
   *
   * @param limit the figure that it is compared with; empty if there is none
   * @param reach the bound of the ratio, or of the figure itself; empty if there is none
   * @param verdict ok, missed, the p of a comparison, or empty
   */
  record Figure(
      String what, String measured, String limit, String ratio, String reach, String verdict) {}

  /** A parameter of the run, from the command line or a default. */
  void parameter(String key, Object value) {
    parameters.put(key, value);
  }

  /** A detail that is only in the file. */
  void detail(String key, Object value) {
    details.put(key, value);
  }

  /** A figure without a bound. */
  void tell(String what, double measured, String unit) {
    figures.add(new Figure(what, text(measured, unit), "", "", "", ""));
  }

  /** A figure compared with another one, without a bound. */
  void tell(String what, double measured, double limit, String unit) {
    figures.add(
        new Figure(
            what, text(measured, unit), text(limit, unit), percent(measured / limit), "", ""));
  }

  /**
   * Two times that should not differ.
   *
   * @param p how often equal distributions differ as much; near 0 if they do differ
   */
  void compare(String what, double measured, double other, String unit, double p) {
    var verdict = p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    figures.add(
        new Figure(
            what, text(measured, unit), text(other, unit), percent(measured / other), "", verdict));
  }

  /** A rate that must reach a share of its limit. */
  void atLeast(String what, double measured, double limit, String unit, double share) {
    var ratio = measured / limit;
    figures.add(
        new Figure(
            what,
            text(measured, unit),
            text(limit, unit),
            percent(ratio),
            "≥ " + percent(share),
            verdict(ratio >= share)));
  }

  /** A time that must not exceed a multiple of its limit. */
  void atMost(String what, double measured, double limit, String unit, double times) {
    var ratio = measured / limit;
    figures.add(
        new Figure(
            what,
            text(measured, unit),
            text(limit, unit),
            text(ratio, "×"),
            "≤ " + text(times, "×"),
            verdict(ratio <= times)));
  }

  /** A figure that must not exceed a fixed bound. */
  void below(String what, double measured, String unit, double most) {
    figures.add(
        new Figure(
            what,
            text(measured, unit),
            "",
            "",
            "≤ " + text(most, unit),
            verdict(measured <= most)));
  }

  private static String verdict(boolean isReached) {
    return isReached ? "ok" : "missed";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  private static String text(double value, String unit) {
    if (unit.isEmpty()) return String.format(Locale.ROOT, "%,.0f", value);
    var form = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form + (unit.equals("×") ? "" : " ") + unit, value);
  }

  /** Prints the table, and writes {@code <name>-<time>.json}. */
  void publish() {
    System.out.println();
    System.out.println(name + " " + parameters + " on " + machine);
    Table.print(System.out, figures);
    var file = file(".json");
    try {
      Files.createDirectories(file.getParent());
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build()
          .writeValue(file.toFile(), content());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.println("written to " + file);
  }

  /** The file of this run. */
  Path file(String ending) {
    return Options.directory().resolve(name + "-" + time.toString().replace(":", "") + ending);
  }

  private Map<String, Object> content() {
    var content = new LinkedHashMap<String, Object>();
    content.put("bench", name);
    content.put("time", time.toString());
    content.put("machine", machine);
    content.put("parameters", parameters);
    content.put("figures", figures);
    content.put("details", details);
    return content;
  }
}
