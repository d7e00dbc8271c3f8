package org.registrationapi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;

/** A JVM of its own, with the options of the image and a heap of 256 MB. */
final class Jvm implements AutoCloseable {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path BENCH_CLASSES = TARGET.resolve("bench-classes");
  static final Path JAR = TARGET.resolve("registration-api.jar");

  /** The image's options; each of them is explained there. */
  static final Path OPTIONS = Path.of("src/main/docker/java.options").toAbsolutePath();

  /** Of the clock that Linux counts a process's time by, in a second. */
  private static final double TICKS = 100;

  private final Process process;
  private final Path log;

  private Jvm(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts the application itself, as the container does. */
  static Jvm jar(List<String> options, Map<String, String> settings) {
    var java = Options.java();
    var all = new ArrayList<>(cacheOptions(java));
    all.addAll(options);
    return start(java, "app", all, List.of("-jar", JAR.toString()), settings);
  }

  /** The same without an AOT cache. */
  static Jvm jarWithoutCache(List<String> options, Map<String, String> settings) {
    return start(Options.java(), "app", options, List.of("-jar", JAR.toString()), settings);
  }

  /** Makes what a start needs, if it is not there. */
  static void prepare() {
    cacheOptions(Options.java());
  }

  private static List<String> cacheOptions(Path java) {
    var application = new ArrayList<>(containerOptions(java));
    application.addAll(List.of("-jar", JAR.toString()));
    return AotCache.options(java, application);
  }

  /** Starts a class of the bench, beside the application's classes. */
  static Jvm main(String type, List<String> arguments, Map<String, String> settings) {
    return main(List.of(), type, arguments, settings);
  }

  /** Starts the application by another main class, with the cache and more options of the JVM. */
  static Jvm application(List<String> options, String type, Map<String, String> settings) {
    var all = new ArrayList<>(cacheOptions(Options.java()));
    all.addAll(options);
    return main(all, type, List.of(), settings);
  }

  /** The application's jar comes first, as the cache wants it. */
  private static Jvm main(
      List<String> options, String type, List<String> arguments, Map<String, String> settings) {
    var command = new ArrayList<>(List.of("-cp", JAR + ":" + BENCH_CLASSES));
    command.add("-Dlogback.configurationFile=logback.xml"); // and not the tests'
    command.add(type);
    command.addAll(arguments);
    var label = type.substring(type.lastIndexOf('.') + 1);
    return start(Options.java(), label, options, command, settings);
  }

  private static Jvm start(
      Path java,
      String label,
      List<String> options,
      List<String> what,
      Map<String, String> settings) {
    try {
      var logs = Files.createDirectories(Options.directory().resolve("logs"));
      var log = Files.createTempFile(logs, label + "-", ".log");
      var command = new ArrayList<String>();
      command.add(java.toString());
      command.addAll(containerOptions(java));
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
  private static List<String> containerOptions(Path java) {
    var natives = unpackedNatives();
    var options = new ArrayList<String>();
    if (Machine.javaVersion(java) < 25) options.add("-XX:+IgnoreUnrecognizedVMOptions");
    options.add("@" + OPTIONS);
    options.add("-Xmx256m");
    options.add("-Djna.boot.library.path=" + natives);
    options.add("-Djna.library.path=" + natives);
    return options;
  }

  /** As the image has them: libsodium and JNA's native code lie beside the jar. */
  private static Path unpackedNatives() {
    try {
      var directory = Files.createDirectories(Options.directory().resolve("native"));
      var isArm = System.getProperty("os.arch").equals("aarch64");
      var sodium = isArm ? "arm64" : "linux64";
      var jna = isArm ? "linux-aarch64" : "linux-x86-64";
      unpack("lazysodium-java-[0-9].*", sodium + "/libsodium.so", directory);
      unpack("jna-[0-9].*", "com/sun/jna/" + jna + "/libjnidispatch.so", directory);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void unpack(String jar, String entry, Path directory) throws IOException {
    var file = directory.resolve(entry.substring(entry.lastIndexOf('/') + 1));
    if (Files.exists(file)) return;
    try (var lib = Files.list(TARGET.resolve("lib"))) {
      var path =
          lib.filter(each -> each.getFileName().toString().matches(jar)).findFirst().orElseThrow();
      try (var opened = new JarFile(path.toFile());
          var in = opened.getInputStream(opened.getEntry(entry))) {
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
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
