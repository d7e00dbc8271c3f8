package org.registrationapi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, with the options of the image and a heap of 256 MB. */
final class Jvm implements AutoCloseable {
  private static final Path BENCH_CLASSES = Build.OURS.target().resolve("bench-classes");

  /** Of the clock that Linux counts a process's time by, in a second. */
  private static final double TICKS = 100;

  private final Process process;
  private final Path log;

  private Jvm(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts the application itself, as the container does. */
  static Jvm jar(Build build, List<String> options, Map<String, String> settings) {
    var all = new ArrayList<>(cacheOptions(build));
    all.addAll(options);
    return start(build, "app", all, jar(build), settings);
  }

  /** The same without an AOT cache. */
  static Jvm jarWithoutCache(List<String> options, Map<String, String> settings) {
    return start(Build.OURS, "app", options, jar(Build.OURS), settings);
  }

  /** Makes what a start needs, if it is not there. */
  static void prepare(Build build) {
    cacheOptions(build);
  }

  private static List<String> jar(Build build) {
    return List.of("-jar", build.jar().toString());
  }

  private static List<String> cacheOptions(Build build) {
    var application = new ArrayList<>(containerOptions(build));
    application.addAll(jar(build));
    return AotCache.options(build, application);
  }

  /** Starts a class of the bench, beside the application's classes. */
  static Jvm main(String type, List<String> arguments, Map<String, String> settings) {
    var command = new ArrayList<>(List.of("-cp", Build.OURS.jar() + ":" + BENCH_CLASSES));
    command.add("-Dlogback.configurationFile=logback.xml"); // and not the tests'
    command.add(type);
    command.addAll(arguments);
    var label = type.substring(type.lastIndexOf('.') + 1);
    return start(Build.OURS, label, List.of(), command, settings);
  }

  private static Jvm start(
      Build build,
      String label,
      List<String> options,
      List<String> what,
      Map<String, String> settings) {
    try {
      var logs = Files.createDirectories(Options.directory().resolve("logs"));
      var log = Files.createTempFile(logs, label + "-", ".log");
      var command = new ArrayList<String>();
      command.add(Options.java().toString());
      command.addAll(containerOptions(build));
      command.addAll(options);
      command.addAll(what);
      var builder = new ProcessBuilder(command);
      builder.environment().clear(); // no setting of whoever runs the bench
      builder.environment().putAll(settings);
      builder.directory(Options.directory().toFile());
      return new Jvm(builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last of several wins. What an older Java does not know has no effect there. */
  private static List<String> containerOptions(Build build) {
    var natives = build.natives();
    var options = new ArrayList<String>();
    if (Machine.javaVersion(Options.java()) < 25) options.add("-XX:+IgnoreUnrecognizedVMOptions");
    options.add("@" + build.options());
    options.add("-Xmx256m");
    options.add("-Djna.boot.library.path=" + natives);
    options.add("-Djna.library.path=" + natives);
    return options;
  }

  static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that it printed so far. */
  String printed() {
    return Machine.text(log.toString());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it holds of the machine's memory right now, in MB. */
  double rssMb() {
    return status("VmRSS:");
  }

  /** The most that it ever held, in MB. */
  double peakRssMb() {
    return status("VmHWM:");
  }

  /** What it took of the processors so far, in seconds, user and system. */
  double cpuSeconds() {
    var stat = Machine.text("/proc/" + process.pid() + "/stat");
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
  }

  private double status(String field) {
    return Machine.text("/proc/" + process.pid() + "/status")
        .lines()
        .filter(line -> line.startsWith(field))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  /** Waits until it ends by itself, and gives the last line that it printed. */
  String result() {
    try {
      if (process.waitFor() == 0) return lastLine();
      throw new IllegalStateException(printed());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Before it the JVM may have printed warnings. */
  private String lastLine() {
    return printed().lines().reduce((before, line) -> line).orElse("");
  }

  /** Sends SIGTERM, and waits. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
