package org.registrationapi;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** A process of the application, and what it printed. */
record AppProcess(Process process, Path output, int port) implements AutoCloseable {
  static final Pattern KEY = Pattern.compile("API key +(reg_[A-Za-z0-9]{8}_[A-Za-z0-9]{43})");

  /**
   * Starts it with these settings alone; what it keeps is kept in {@code data} of the directory.
   */
  static AppProcess start(Path directory, Map<String, String> settings) throws IOException {
    return start(directory, freePort(), settings);
  }

  /** A port that nobody listens on. */
  static int freePort() throws IOException {
    try (var free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /** The same on a port that is known before. */
  static AppProcess start(Path directory, int port, Map<String, String> settings)
      throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "-Dlogback.configurationFile=logback.xml",
            "-cp",
            System.getProperty("java.class.path"),
            "org.registrationapi.Main");
    builder.environment().keySet().removeIf(name -> Settings.names().contains(name));
    builder
        .environment()
        .putAll(Map.of("PORT", "" + port, "DATA_DIR", directory.resolve("data").toString()));
    builder.environment().putAll(settings);
    var output = Files.createTempFile(directory, "output", ".txt");
    return new AppProcess(
        builder.redirectErrorStream(true).redirectOutput(output.toFile()).start(), output, port);
  }

  String printed() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the banner, and gives requests with the key that it shows. */
  TestHttp serving() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> KEY.matcher(printed()).find() || !process.isAlive());
    var match = KEY.matcher(printed());
    if (!match.find()) throw new AssertionError(printed());
    return new TestHttp(port).withKey(match.group(1));
  }

  /** Sends SIGTERM, and does not wait. */
  void terminate() {
    process.destroy();
  }

  int exitCode() {
    await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive());
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroy();
    exitCode();
  }
}
