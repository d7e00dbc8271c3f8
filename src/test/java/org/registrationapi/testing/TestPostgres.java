package org.registrationapi.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.registrationapi.embedded.LocalPostgres;
import org.registrationapi.kit.Ports;
import org.registrationapi.kit.Postgres;
import org.registrationapi.kit.PostgresUrl;

/** A PostgreSQL for one test that causes faults in it. */
public final class TestPostgres implements AutoCloseable {
  private final Path files;
  private final Map<String, String> settings;
  private final int port = Ports.reserve();
  private volatile String url;

  /**
   * @param files a directory of its own
   */
  public TestPostgres(Path files, Map<String, String> settings) {
    this.files = files;
    this.settings = settings;
    start();
  }

  /** Starts on the same port and files as before. */
  public void start() {
    try {
      var postgres = LocalPostgres.start(Postgres.programs(), files, settings, port);
      url = PostgresUrl.of(postgres, "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public Path files() {
    return files;
  }

  public String url() {
    return url;
  }

  /** The URL for a role that a test made. */
  public String url(String user, String password) {
    return url.replaceFirst("[?].*", "?user=" + user + "&password=" + password);
  }

  /** Ends its sessions and stops. */
  public void stopFast() {
    stop("INT");
  }

  /** Crashes; the next start recovers from the write-ahead log. */
  public void stopImmediately() {
    stop("QUIT");
  }

  private void stop(String signal) {
    var process = process();
    signal(signal, process);
    process.onExit().join();
  }

  /**
   * Pauses every process; every connection stays open. The postmaster starts no more processes once
   * it is paused, so those that it started before are found by a second look.
   */
  public void freeze() {
    var process = process();
    signal("STOP", process);
    await()
        .until(
            () -> {
              var running = process.descendants().filter(p -> !isStopped(p)).toList();
              running.forEach(p -> signal("STOP", p));
              return running.isEmpty() && isStopped(process);
            });
  }

  /** Whether a process is paused, or has ended. */
  private static boolean isStopped(ProcessHandle process) {
    var state = run(List.of("sh", "-c", "ps -o stat= -p " + process.pid() + " || true"));
    return state.isBlank() || state.startsWith("T");
  }

  public void thaw() {
    var process = process();
    Stream.concat(process.descendants(), Stream.of(process)).forEach(p -> signal("CONT", p));
  }

  /** Refuses writes, like an old primary after a failover. */
  public void fence() {
    execute("alter system set default_transaction_read_only = on");
    reloadUntilReadOnlyIs("on");
  }

  public void unfence() {
    execute("alter system reset default_transaction_read_only");
    reloadUntilReadOnlyIs("off");
  }

  /** A reload is asynchronous; it is complete when a new session has the value. */
  private void reloadUntilReadOnlyIs(String value) {
    execute("select pg_reload_conf()");
    await().until(() -> query("show default_transaction_read_only").equals(value));
  }

  /** Ends the application's sessions. */
  public void hangUp() {
    execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'registration-api'");
  }

  public void execute(String sql) {
    TestDatabase.execute(url(), sql);
  }

  /** The first column of the first row, as text. */
  public String query(String sql) {
    try (var connection = DriverManager.getConnection(url(), "postgres", "");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private ProcessHandle process() {
    try (var lines = Files.lines(files.resolve("postmaster.pid"))) {
      return ProcessHandle.of(Long.parseLong(lines.findFirst().orElseThrow().strip()))
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a signal; a session that has just ended does not need it. */
  private static void signal(String signal, ProcessHandle process) {
    run(
        List.of(
            "sh",
            "-c",
            "kill -" + signal + " " + process.pid() + " || ! kill -0 " + process.pid()));
  }

  /** Runs a command; returns its output. */
  private static String run(List<String> command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) throw new IllegalStateException(command + ": " + output);
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops it, even while it is frozen: a paused process does not receive other signals. */
  @Override
  public void close() {
    if (!Files.exists(files.resolve("postmaster.pid"))) return;
    thaw();
    stopImmediately();
  }
}
