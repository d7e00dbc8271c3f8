package org.registrationapi.ha;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.registrationapi.embedded.LocalPostgres;
import org.registrationapi.kit.ChildProcess;
import org.registrationapi.kit.FileTrees;
import org.registrationapi.kit.PostgresUrl;
import org.registrationapi.testing.TestDatabase;

/**
 * Debian's PostgreSQL twice: a primary, and a standby with everything that the primary committed.
 */
final class PostgresPair implements AutoCloseable {
  private final Path files;
  private final LocalPostgres primary;
  private final LocalPostgres standby;

  private PostgresPair(Path files, LocalPostgres primary, LocalPostgres standby) {
    this.files = files;
    this.primary = primary;
    this.standby = standby;
  }

  /** Starts both, with the database; returns when the standby is synchronous. */
  static PostgresPair start() throws IOException {
    var files = Files.createTempDirectory("registration-api-ha");
    var primary = DebianPostgres.start(files.resolve("primary"));
    try {
      TestDatabase.execute(PostgresUrl.of(primary, "postgres"), "create database \"REG_API\"");
      copy(files, primary);
      var standby = DebianPostgres.start(files.resolve("standby"));
      synchronise(PostgresUrl.of(primary, "postgres"));
      return new PostgresPair(files, primary, standby);
    } catch (RuntimeException | IOException e) {
      primary.close();
      throw e;
    }
  }

  /** Copies the primary's files for the standby, which will follow it. */
  private static void copy(Path files, LocalPostgres from) throws IOException {
    var primary =
        "host=127.0.0.1 port=%d user=postgres password=%s application_name=standby"
            .formatted(from.port(), from.password().value());
    var program = DebianPostgres.programs().resolve("pg_basebackup").toString();
    var command =
        List.of(program, "-D", "standby", "-d", primary, "-c", "fast", "-R", "-X", "stream", "-N");
    try (var copy =
        ChildProcess.start(command, files, Map.of(), files.resolve("pg_basebackup.log"))) {
      if (copy.exitCode() != 0) throw new AssertionError(copy.printed());
    }
    Files.copy(files.resolve("primary-password"), files.resolve("standby-password"));
  }

  /** From here on, a commit waits until the standby has written it to disk. */
  private static void synchronise(String url) {
    TestDatabase.execute(url, "alter system set synchronous_standby_names = 'standby'");
    TestDatabase.execute(url, "select pg_reload_conf()");
    await()
        .until(
            () -> TestDatabase.query(url, "select sync_state from pg_stat_replication"),
            "sync"::equals);
  }

  /** The URL as operators are told to write it. */
  String url() {
    return "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/REG_API?targetServerType=primary&password=%s"
        .formatted(primary.port(), standby.port(), primary.password().value());
  }

  /** Sends SIGKILL to all processes of the primary. */
  void killPrimary() throws IOException {
    var pidFile = files.resolve("primary/postmaster.pid");
    var pid = Long.parseLong(Files.readAllLines(pidFile).get(0));
    var postmaster = ProcessHandle.of(pid).orElseThrow();
    var all = Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
    Files.delete(pidFile);
  }

  /** Promotes the standby; returns when it is the primary. */
  void promoteStandby() {
    TestDatabase.execute(PostgresUrl.of(standby, "postgres"), "select pg_promote()");
  }

  /** Stops both servers and deletes their files. */
  @Override
  public void close() throws IOException {
    standby.close();
    primary.close();
    FileTrees.delete(files);
  }
}
