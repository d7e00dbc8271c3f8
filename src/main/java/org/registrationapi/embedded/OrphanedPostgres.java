package org.registrationapi.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that a killed process left behind. A new PostgreSQL refuses to start beside it, or
 * waits in vain if the number in {@code postmaster.pid} belongs to another process by now.
 */
public final class OrphanedPostgres {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanedPostgres.class);
  private static final int STOP_SECONDS = 20;

  private final Path files;
  private final Path pidFile;

  public OrphanedPostgres(Path files) {
    this.files = files;
    this.pidFile = files.resolve("postmaster.pid");
  }

  /**
   * Stops it if it is running, so that a new one can start. The caller holds the lock on the data
   * directory.
   */
  public void stop() throws IOException {
    if (!Files.exists(pidFile)) return;
    var orphan = process().filter(this::isPostgresOnTheseFiles);
    if (orphan.isPresent()) {
      LOG.warn(
          "stopping the PostgreSQL (process {}) that an earlier run left behind",
          orphan.get().pid());
      terminate(orphan.get());
    }
    Files.deleteIfExists(pidFile);
  }

  private Optional<ProcessHandle> process() throws IOException {
    try (var lines = Files.lines(pidFile)) {
      return lines.findFirst().map(String::strip).map(Long::valueOf).flatMap(ProcessHandle::of);
    } catch (NumberFormatException e) {
      return Optional.empty(); // the write was interrupted: no server was started
    }
  }

  private boolean isPostgresOnTheseFiles(ProcessHandle process) {
    var command =
        process
            .info()
            .command()
            .map(Path::of)
            .map(Path::getFileName)
            .map(Path::toString)
            .orElse("");
    return command.startsWith("postgres") && workingDirectoryMatches(process.pid());
  }

  /**
   * PostgreSQL changes to its data directory. If the system does not tell the directory, the name
   * of the program decides.
   */
  private boolean workingDirectoryMatches(long pid) {
    try {
      var link = Path.of("/proc", Long.toString(pid), "cwd");
      return !Files.exists(link) || Files.isSameFile(link, files);
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * SIGTERM lets it finish its sessions, whose client is dead. After SIGKILL its crash recovery
   * repairs the files.
   */
  private static void terminate(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
