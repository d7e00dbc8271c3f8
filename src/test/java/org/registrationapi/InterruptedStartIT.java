package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.embedded.LocalPostgres;
import org.registrationapi.embedded.OrphanedPostgres;
import org.registrationapi.kit.AppProcess;
import org.registrationapi.kit.Postgres;
import org.registrationapi.secrets.OwnerOnly;

/** A start that is cut off or fails leaves no PostgreSQL behind for good. */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("processes")
class InterruptedStartIT {
  @TempDir private Path directory;

  private AppProcess start(Map<String, String> settings) throws IOException {
    var data = directory.resolve("data");
    if (!Files.exists(data)) {
      OwnerOnly.createDirectories(data);
      Files.createSymbolicLink(data.resolve("binaries"), Postgres.directory());
    }
    return AppProcess.start(directory, settings);
  }

  /** The programs of PostgreSQL that were started for this directory. */
  private List<String> running() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().command().orElse("").startsWith(programs()))
        .map(process -> process.info().commandLine().orElse(""))
        .filter(command -> command.contains(directory.toString()))
        .toList();
  }

  private static String programs() {
    try {
      return Postgres.programs().toRealPath().toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Moments of the first start: initdb works, and PostgreSQL is launched. */
  @ParameterizedTest
  @ValueSource(strings = {"postgresql.new", "postgresql/pg_hba.conf", "postgresql/postmaster.pid"})
  void SIGTERM_stops_what_was_started(String moment) throws IOException {
    try (var run = start(Map.of())) {
      run.child().await(() -> Files.exists(directory.resolve("data").resolve(moment)));

      run.child().terminate();

      run.child().exitCode();
      assertThat(running()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql.new", "postgresql/pg_hba.conf", "postgresql/postmaster.pid"})
  void the_next_start_stops_what_SIGKILL_left_and_works(String moment) throws IOException {
    try (var run = start(Map.of())) {
      run.child().await(() -> Files.exists(directory.resolve("data").resolve(moment)));
      run.child().kill();
    }

    try (var run = start(Map.of())) {
      run.awaitBanner();
    }

    assertThat(running()).isEmpty();
  }

  @Test
  void a_start_that_fails_after_PostgreSQL_was_launched_stops_it() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var run = start(Map.of("PORT", "" + taken.getLocalPort()))) {
      assertThat(run.child().exitCode()).isEqualTo(1);
      assertThat(run.printed()).contains("cannot serve on");
      assertThat(running()).isEmpty();
    }
  }

  @Test
  void a_server_that_has_no_file_with_its_number_is_found() throws IOException {
    var files = directory.resolve("found");
    LocalPostgres.start(Postgres.programs(), files, Map.of());
    Files.delete(files.resolve("postmaster.pid"));
    assertThat(running()).isNotEmpty();

    new OrphanedPostgres(files).stop();

    assertThat(running()).isEmpty();
  }

  @Test
  void the_server_of_other_files_is_left_alone() throws IOException {
    try (var other = LocalPostgres.start(Postgres.programs(), directory.resolve("a"), Map.of())) {
      new OrphanedPostgres(directory.resolve("b")).stop();

      assertThat(other.port()).isPositive();
      assertThat(running()).isNotEmpty();
    }
  }
}
