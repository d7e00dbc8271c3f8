package org.registrationapi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Options of the command line, by {@code -Dname=value}. */
final class Options {
  private static final Path JVMS = Path.of("/usr/lib/jvm");

  private Options() {}

  /** A whole number. */
  static int number(String name, int absent) {
    return Integer.getInteger(name, absent);
  }

  /** Several whole numbers, separated by commas. */
  static int[] numbers(String name, String absent) {
    return Stream.of(System.getProperty(name, absent).split(",", -1))
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  /** A number of seconds. */
  static Duration seconds(String name, int absent) {
    return Duration.ofSeconds(number(name, absent));
  }

  /** The directory of results, logs and loaded data. */
  static Path directory() {
    return Path.of(System.getProperty("dir", "target/bench")).toAbsolutePath();
  }

  /**
   * The JVM for all measured processes: {@code -Djava=…}, else one of version 25, as in the image,
   * else the one that runs Maven.
   */
  static Path java() {
    var running = System.getProperty("java.home") + "/bin/java";
    return Path.of(System.getProperty("java", java25().map(Path::toString).orElse(running)));
  }

  /** Searches the directories of Linux distributions and of Temurin's packages. */
  private static Optional<Path> java25() {
    if (!Files.isDirectory(JVMS)) return Optional.empty();
    try (var jvms = Files.list(JVMS)) {
      return jvms.map(jvm -> jvm.resolve("bin/java"))
          .filter(Files::isExecutable)
          .filter(java -> Machine.javaVersion(java) == 25)
          .sorted()
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The databases of {@code latency}: {@code -Durl=…}, and {@code -Dbeside.url=…} if it is given.
   */
  static List<String> urls() {
    var urls =
        Stream.of("url", "beside.url").map(System::getProperty).filter(Objects::nonNull).toList();
    if (System.getProperty("url") == null)
      throw new IllegalArgumentException("choose the database by -Durl=jdbc:postgresql://…");
    return urls;
  }

  /** Further options of the application's JVM, separated by spaces, to profile it, for example. */
  static List<String> appOptions() {
    return Stream.of(System.getProperty("app.options", "").split(" ", -1))
        .filter(option -> !option.isEmpty())
        .toList();
  }

  /** Further environment variables of the application, {@code NAME=value} separated by commas. */
  static Map<String, String> appEnvironment() {
    return Stream.of(System.getProperty("app.env", "").split(",", -1))
        .filter(variable -> variable.contains("="))
        .map(variable -> variable.split("=", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
  }
}
