package org.registrationapi.bench;

import java.util.HashMap;
import java.util.Map;
import org.registrationapi.kit.AppProcess;
import org.registrationapi.kit.Ports;

/** The application, or a program that it is compared with, as a process that listens on a port. */
final class App implements AutoCloseable {
  static final String SECRET_KEY = "4f1c9a7be2d8306595ad7cfe01b2836477d0e5a1c8f9b364";

  private final AppProcess process;
  private final long started;
  private final long ready;

  private App(AppProcess process, long started) {
    this.process = process;
    this.started = started;
    process.awaitReady();
    this.ready = System.nanoTime();
  }

  /** Starts the application unchanged, and waits for its first 200. */
  static App start(Postgres postgres, String database, Map<String, String> more) {
    return start(Jvm.jar(Build.OURS), postgres.url(database), more);
  }

  /** Starts plain JDBC behind the same Javalin. */
  static App startPlain(Postgres postgres, String database) {
    return start(Jvm.main(PlainApp.class), postgres.url(database), Map.of());
  }

  /** Starts a program that listens on PORT and uses a database, and waits for its first 200. */
  static App start(Jvm jvm, String url, Map<String, String> more) {
    var settings = new HashMap<>(settings(Ports.reserve(), url));
    settings.putAll(more);
    settings.putAll(Options.appEnvironment());
    var started = System.nanoTime();
    return new App(jvm.serve(settings), started);
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

  static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return process.port();
  }

  /** From the start of the process to the first 200, in milliseconds. */
  double startMilliseconds() {
    return (ready - started) / 1e6;
  }

  /** When the process was started, as {@link System#nanoTime}. */
  long started() {
    return started;
  }

  /** The memory and processor time that the process uses. */
  Usage usage() {
    return new Usage(process.child().process().pid());
  }

  @Override
  public void close() {
    process.close();
  }
}
