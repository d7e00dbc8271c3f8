package org.registrationapi;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Debian's PostgreSQL twice: a primary, and a standby that has what the primary has committed. */
final class PostgresPair implements AutoCloseable {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final boolean IS_ROOT = System.getProperty("user.name").equals("root");
  private static final String CONFIG =
      """
      listen_addresses = '127.0.0.1'
      unix_socket_directories = ''
      shared_buffers = 16MB
      """;

  private final Path programs;
  private final Path files;
  private final int primaryPort;
  private final int standbyPort;

  private PostgresPair(Path programs, Path files, int primaryPort, int standbyPort) {
    this.programs = programs;
    this.files = files;
    this.primaryPort = primaryPort;
    this.standbyPort = standbyPort;
  }

  /** Starts both, with the database; returns when the standby is a synchronous one. */
  static PostgresPair start() throws IOException {
    var files = Files.createTempDirectory("registration-api-ha");
    var pair = new PostgresPair(newest(), files, AppProcess.freePort(), AppProcess.freePort());
    try {
      pair.startPrimary();
      pair.startStandby();
      pair.synchronise();
      return pair;
    } catch (RuntimeException | IOException e) {
      pair.close();
      throw e;
    }
  }

  private static Path newest() throws IOException {
    try (var versions = Files.list(VERSIONS)) {
      return versions
          .filter(version -> Files.exists(version.resolve("bin/pg_basebackup")))
          .max(Comparator.comparing(version -> Integer.valueOf(version.getFileName().toString())))
          .orElseThrow(() -> new AssertionError("no PostgreSQL in " + VERSIONS))
          .resolve("bin");
    }
  }

  private void startPrimary() throws IOException {
    if (IS_ROOT) {
      var postgres =
          files.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres");
      Files.setOwner(files, postgres);
    }
    run("initdb", "-D", primary(), "-U", "postgres", "-A", "trust", "-N");
    Files.writeString(Path.of(primary(), "postgresql.conf"), CONFIG, StandardOpenOption.APPEND);
    start(primary(), primaryPort);
    TestDatabase.execute(url(primaryPort, "postgres"), "create database \"REG_API\"");
  }

  private void startStandby() {
    var primary =
        "host=127.0.0.1 port=%d user=postgres application_name=standby".formatted(primaryPort);
    run("pg_basebackup", "-D", standby(), "-d", primary, "-R", "-X", "stream", "-c", "fast", "-N");
    start(standby(), standbyPort);
  }

  /** From here on nothing counts as committed that the standby has not written to its disk. */
  private void synchronise() {
    var url = url(primaryPort, "postgres");
    TestDatabase.execute(url, "alter system set synchronous_standby_names = 'standby'");
    TestDatabase.execute(url, "select pg_reload_conf()");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> TestDatabase.query(url, "select sync_state from pg_stat_replication"),
            "sync"::equals);
  }

  /** As operators are told to write it. */
  String url() {
    return "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/REG_API?targetServerType=primary"
        .formatted(primaryPort, standbyPort);
  }

  /** SIGKILL to the primary, all its processes. */
  void killPrimary() throws IOException {
    var postmaster = postmaster(primary());
    var all = Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
  }

  /** Makes the standby the primary; returns when it is. */
  void promoteStandby() {
    run("pg_ctl", "promote", "-w", "-D", standby());
  }

  private static ProcessHandle postmaster(String directory) throws IOException {
    try (var lines = Files.lines(Path.of(directory, "postmaster.pid"))) {
      return ProcessHandle.of(Long.parseLong(lines.findFirst().orElseThrow().strip()))
          .orElseThrow();
    }
  }

  private String primary() {
    return files.resolve("primary").toString();
  }

  private String standby() {
    return files.resolve("standby").toString();
  }

  private static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private void start(String directory, int port) {
    run("pg_ctl", "start", "-w", "-D", directory, "-o", "-p " + port, "-l", directory + ".log");
  }

  private void run(String program, String... arguments) {
    var command = new ArrayList<String>();
    if (IS_ROOT) // PostgreSQL does not run as root
    command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    try {
      var output = Files.createTempFile("registration-api-ha", ".txt");
      var builder = new ProcessBuilder(command).directory(files.toFile());
      var process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      if (process.waitFor() != 0)
        throw new AssertionError(command + ": " + Files.readString(output, StandardCharsets.UTF_8));
      Files.delete(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops what still runs, and leaves nothing behind. */
  @Override
  public void close() throws IOException {
    for (var directory : List.of(primary(), standby()))
      if (isRunning(directory)) run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", directory);
    try (var all = Files.walk(files)) {
      for (var file : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }

  private static boolean isRunning(String directory) {
    try {
      return postmaster(directory).isAlive();
    } catch (IOException | RuntimeException e) {
      return false; // never started, or killed
    }
  }
}
