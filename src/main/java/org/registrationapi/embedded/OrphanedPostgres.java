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
 * The PostgreSQL that a killed process left behind. PostgreSQL itself refuses to start beside it,
 * and waits in vain when the number in {@code postmaster.pid} meanwhile belongs to some other
 * process.
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
   * Stops it if it lives, and clears the way for a new one. The caller holds the lock on the data
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
      return Optional.empty(); // cut off while it was written: no server came of it
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
   * PostgreSQL changes to its data directory; where the system can't tell, the name of the program
   * decides.
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
   * SIGTERM lets it finish its sessions (their owner is dead); SIGKILL is what crash recovery is
   * made for.
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
