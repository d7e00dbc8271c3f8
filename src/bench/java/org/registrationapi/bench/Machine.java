package org.registrationapi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine that a figure was measured on.
 *
 * @param memoryMb of the machine, in MB
 * @param load the load average of the last minute, by all processes, when the benchmark began
 */
record Machine(
    int cores, String cpu, long memoryMb, String jdk, String os, String postgresql, double load) {

  /** Describes this machine, as reported by Linux. */
  static Machine describe(Path java, String postgresql) {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        field("/proc/cpuinfo", "model name"),
        Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "")) / 1024,
        version(java),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        postgresql,
        Double.parseDouble(text("/proc/loadavg").replaceFirst(" .*\n", "")));
  }

  private static String field(String file, String name) {
    return text(file)
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("0");
  }

  private static String version(Path java) {
    return release(java, "IMPLEMENTOR=") + " " + release(java, "JAVA_VERSION=");
  }

  /** The major version of a JVM: 25 for 25.0.3. */
  static int javaVersion(Path java) {
    return Integer.parseInt(release(java, "JAVA_VERSION=").replaceFirst("[^0-9].*", ""));
  }

  /** Reads a value from the release file of a JVM, without starting it. */
  static String release(Path java, String name) {
    try {
      var file = java.toRealPath().getParent().resolveSibling("release");
      return value(text(file.toString()).lines().toList(), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String value(Iterable<String> lines, String name) {
    for (var line : lines)
      if (line.startsWith(name)) return line.substring(name.length()).replace("\"", "");
    return "";
  }

  static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
