package org.registrationapi.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The application, or something measured beside it, as a process that serves on a port. */
final class App implements AutoCloseable {
  static final String SECRET_KEY = "4f1c9a7be2d8306595ad7cfe01b2836477d0e5a1c8f9b364";
  private static final Duration START = Duration.ofSeconds(60);
  private static final byte[] READY =
      "GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.ISO_8859_1);

  private final Jvm jvm;
  private final int port;
  private final long started;
  private final long ready;

  private App(Jvm jvm, int port, long started) {
    this.jvm = jvm;
    this.port = port;
    this.started = started;
    this.ready = awaitReady();
  }

  /** How it is started. */
  interface Starter {
    Jvm start(Map<String, String> settings);
  }

  /** Starts something that serves on PORT and uses a database, and waits for its first 200. */
  static App start(Starter starter, Postgres postgres, String database, Map<String, String> more) {
    Jvm.prepare(Build.OURS); // before the clock runs
    return start(starter, postgres.url(database), more);
  }

  private static App start(Starter starter, String url, Map<String, String> more) {
    var port = Jvm.freePort();
    var settings = new HashMap<>(settings(port, url));
    settings.putAll(more);
    settings.putAll(Options.appEnvironment());
    var started = System.nanoTime();
    return new App(starter.start(settings), port, started);
  }

  /** The application as it is. */
  static App start(Postgres postgres, String database, Map<String, String> more) {
    return start(Build.OURS, postgres.url(database), more);
  }

  /** A build of the application on a database of its own. */
  static App start(Build build, String url, Map<String, String> more) {
    Jvm.prepare(build);
    return start(settings -> Jvm.jar(build, Options.appOptions(), settings), url, more);
  }

  /** Plain JDBC behind the same Javalin. */
  static App startPlain(Postgres postgres, String database) {
    return start(
        settings -> Jvm.main(PlainApp.class.getName(), List.of(), settings),
        postgres,
        database,
        Map.of());
  }

  private static Map<String, String> settings(int port, String url) {
    return Map.of(
        "PORT",
        "" + port,
        "PUBLIC_URL",
        "http://localhost:" + port,
        "DATA_DIR",
        Options.directory().resolve("app").toString(),
        "DATABASE_URL",
        url,
        "DATABASE_PASSWORD",
        "trusted",
        "SECRET_KEY",
        SECRET_KEY);
  }

  private long awaitReady() {
    while (System.nanoTime() - started < START.toNanos()) {
      if (isReady()) return System.nanoTime();
      if (!jvm.isAlive()) break;
      pause(2);
    }
    jvm.close();
    throw new IllegalStateException("does not start: " + jvm.printed());
  }

  private boolean isReady() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(READY);
      var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
      return answer.equals("HTTP/1.1 200");
    } catch (IOException e) {
      return false; // nobody listens yet
    }
  }

  static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return port;
  }

  /** From the start of the process to the first 200, in milliseconds. */
  double startMilliseconds() {
    return (ready - started) / 1e6;
  }

  /** When the process was started, by the nano time. */
  long started() {
    return started;
  }

  Jvm jvm() {
    return jvm;
  }

  @Override
  public void close() {
    jvm.close();
  }
}
