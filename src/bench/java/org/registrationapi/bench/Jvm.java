package org.registrationapi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.registrationapi.kit.AppProcess;
import org.registrationapi.kit.ChildProcess;

/**
 * A command that runs a JVM with the options of the image and a heap of 256 MB.
 *
 * @param label the name of its log
 */
record Jvm(String label, List<String> command) {
  private static final Path BENCH_CLASSES = Build.OURS.target().resolve("bench-classes");

  /** The application itself, as the container runs it. */
  static Jvm jar(Build build) {
    var options = new ArrayList<>(cacheOptions(build));
    options.addAll(Options.appOptions());
    return of(build, "app", options, jarArguments(build));
  }

  /** The application without an AOT cache. */
  static Jvm jarWithoutCache() {
    return of(Build.OURS, "app", Options.appOptions(), jarArguments(Build.OURS));
  }

  /** A class of the benchmarks, with the application's classes. */
  static Jvm main(Class<?> type, String... arguments) {
    var what = new ArrayList<>(List.of("-cp", Build.OURS.jar() + ":" + BENCH_CLASSES));
    what.add("-Dlogback.configurationFile=logback.xml"); // not the configuration of the tests
    what.add(type.getName());
    what.addAll(List.of(arguments));
    return of(Build.OURS, type.getSimpleName(), List.of(), what);
  }

  private static Jvm of(Build build, String label, List<String> options, List<String> what) {
    var command = new ArrayList<>(List.of(Options.java().toString()));
    command.addAll(containerOptions(build));
    command.addAll(options);
    command.addAll(what);
    return new Jvm(label, List.copyOf(command));
  }

  private static List<String> jarArguments(Build build) {
    return List.of("-jar", build.jar().toString());
  }

  /** The options for the cache, which is created if it is missing. */
  private static List<String> cacheOptions(Build build) {
    var application = new ArrayList<>(containerOptions(build));
    application.addAll(jarArguments(build));
    return AotCache.options(build, application);
  }

  /**
   * The last of repeated options is used. Options that an older Java does not know have no effect
   * there.
   */
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

  /** Starts a process with these settings only, which listens on a port. */
  AppProcess serve(Map<String, String> settings) {
    return AppProcess.start(command, Options.directory(), settings, log());
  }

  /**
   * Runs a process to its end, and returns the last line of its output. The JVM may print warnings
   * before it.
   */
  String result(Map<String, String> settings) {
    try (var child = ChildProcess.start(command, Options.directory(), settings, log())) {
      if (child.exitCode() != 0) throw new IllegalStateException(child.printed());
      return child.printed().lines().reduce((before, line) -> line).orElse("").strip();
    }
  }

  private Path log() {
    try {
      var logs = Files.createDirectories(Options.directory().resolve("logs"));
      return Files.createTempFile(logs, label + "-", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
