package org.registrationapi.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A process of the application. */
public final class AppProcess implements AutoCloseable {
  private static final Pattern KEY =
      Pattern.compile("API key +(reg_[A-Za-z0-9]{8}_[A-Za-z0-9]{43})");
  private static final byte[] READY =
      "GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.ISO_8859_1);

  private final ChildProcess child;
  private final int port;

  private AppProcess(ChildProcess child, int port) {
    this.child = child;
    this.port = port;
  }

  /**
   * Starts the application from the class path of this JVM, for short use.
   *
   * @param directory for the output; DATA_DIR is {@code data} in it
   * @param settings further settings; without PORT it listens on a reserved port
   */
  public static AppProcess start(Path directory, Map<String, String> settings) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dlogback.configurationFile=logback.xml"); // not the configuration of the tests
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.registrationapi.Main");
    var all = new HashMap<>(Map.of("DATA_DIR", directory.resolve("data").toString()));
    all.putAll(settings);
    try {
      var output = Files.createTempFile(directory, "output", ".txt");
      return start(command, Path.of("").toAbsolutePath(), all, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the command with these settings only; without PORT it listens on a reserved port. */
  public static AppProcess start(
      List<String> command, Path directory, Map<String, String> settings, Path output) {
    var all = new HashMap<>(settings);
    var port = all.computeIfAbsent("PORT", name -> Integer.toString(Ports.reserve()));
    return new AppProcess(
        ChildProcess.start(command, directory, all, output),
        port.matches("[0-9]+") ? Integer.parseInt(port) : 0);
  }

  /** The process itself. */
  public ChildProcess child() {
    return child;
  }

  /** The output so far. */
  public String printed() {
    return child.printed();
  }

  /** The port that it listens on, now or soon. */
  public int port() {
    return port;
  }

  /** The API key from the banner. */
  public String key() {
    var match = KEY.matcher(printed());
    if (!match.find()) throw new IllegalStateException("no key in " + printed());
    return match.group(1);
  }

  /** Waits until it is serving and has printed the banner with the key. */
  public void awaitBanner() {
    child.await(() -> KEY.matcher(printed()).find());
  }

  /** Waits for the first 200 of {@code /health/ready}. */
  public void awaitReady() {
    child.await(this::isReady);
  }

  private boolean isReady() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(READY);
      var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
      return answer.equals("HTTP/1.1 200");
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }

  /** Sends SIGTERM, and waits for the end. */
  @Override
  public void close() {
    child.close();
  }
}
