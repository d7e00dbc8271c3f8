package org.registrationapi.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the newest figures and plots of each benchmark to {@code .github/benchmarks.md}. The
 * figures of a benchmark that was not run stay unchanged.
 */
final class Report {
  private static final Path PAGE = Path.of(".github/benchmarks.md");
  private static final String BEGIN = "<!-- figures: written by -Dexec.args=report -->";
  private static final String END = "<!-- end of figures -->";
  private static final List<String> BENCHES =
      List.of(
          "register",
          "authenticate",
          "find",
          "validate",
          "page",
          "growth",
          "mail",
          "start",
          "memory",
          "flood",
          "privacy");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Report() {}

  static void run() {
    try {
      var page = Files.readString(PAGE);
      var begin = page.indexOf(BEGIN) + BEGIN.length();
      var end = page.indexOf(END);
      if (begin < BEGIN.length() || end < begin)
        throw new IllegalStateException(PAGE + " has no place for figures");
      var older = sections(page.substring(begin, end));
      var lines = new ArrayList<String>();
      for (var bench : BENCHES) {
        var newest = newest(bench, ".json");
        if (newest.isPresent()) lines.addAll(section(bench, JSON.readTree(newest.get().toFile())));
        else if (older.containsKey(bench)) lines.add(older.get(bench));
      }
      var figures = "\n\n" + String.join("\n", lines) + "\n";
      Files.writeString(PAGE, page.substring(0, begin) + figures + page.substring(end));
      System.out.println("written to " + PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The existing sections by benchmark, which stay if there is no newer result. */
  private static Map<String, String> sections(String figures) {
    return Stream.of(figures.split("(?m)^(?=### )", -1))
        .filter(section -> section.startsWith("### "))
        .collect(
            Collectors.toMap(
                section -> section.substring(4, section.indexOf('\n')),
                section -> section.stripTrailing() + "\n"));
  }

  private static List<String> section(String bench, JsonNode run) throws IOException {
    var machine = run.path("machine");
    var lines = new ArrayList<String>();
    lines.add("### " + bench);
    lines.add("");
    lines.add(
        "%s, %s; %d × %s, %,d MB, %s, %s, PostgreSQL %s, load average %.1f before"
            .formatted(
                run.path("time").asText(),
                parameters(run),
                machine.path("cores").asInt(),
                machine.path("cpu").asText(),
                machine.path("memoryMb").asLong(),
                machine.path("os").asText(),
                machine.path("jdk").asText(),
                machine.path("postgresql").asText(),
                machine.path("load").asDouble()));
    lines.add("");
    var figures = new TypeReference<List<Results.Figure>>() {};
    lines.addAll(Table.lines(JSON.convertValue(run.path("figures"), figures)));
    lines.add("");
    var plot = newest(bench, ".svg");
    if (plot.isPresent()) {
      var name = "benchmarks-" + bench + ".svg";
      Files.copy(plot.get(), PAGE.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
      lines.add("![Latency over users](" + name + ")");
      lines.add("");
    }
    return lines;
  }

  private static String parameters(JsonNode run) {
    var words = new ArrayList<String>();
    run.path("parameters").properties().forEach(p -> words.add(p.getKey() + " " + p.getValue()));
    return String.join(", ", words);
  }

  /** The newest file, by the time in its name. */
  private static Optional<Path> newest(String bench, String ending) throws IOException {
    try (var files = Files.list(Options.directory())) {
      return files
          .filter(
              file -> file.getFileName().toString().matches(bench + "-[0-9]{4}-[^/]*\\" + ending))
          .max(Comparator.naturalOrder());
    }
  }
}
