package org.registrationapi.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.registrationapi.embedded.LocalPostgres;
import org.registrationapi.embedded.OrphanedPostgres;
import org.registrationapi.embedded.PostgresPrograms;
import org.registrationapi.secrets.OwnerOnly;

/**
 * A real PostgreSQL from a jar, for machines that have none. It listens on loopback only, keeps its
 * files in the data directory, and is meant for development and small trials.
 */
final class EmbeddedDatabase implements AutoCloseable {
  private final FileLock lock;
  private final LocalPostgres postgres;

  private EmbeddedDatabase(FileLock lock, LocalPostgres postgres) {
    this.lock = lock;
    this.postgres = postgres;
  }

  /**
   * Starts it on a free port.
   *
   * @throws DatabaseStartException if another process uses the directory, or PostgreSQL does not
   *     start
   */
  static EmbeddedDatabase start(Path dataDir) {
    var lock = lock(dataDir);
    try {
      var files = dataDir.resolve("postgresql");
      new OrphanedPostgres(files).stop();
      var programs = PostgresPrograms.unpack(dataDir.resolve("binaries"));
      return new EmbeddedDatabase(lock, LocalPostgres.start(programs, files, Map.of()));
    } catch (IOException | RuntimeException e) {
      release(lock);
      throw new DatabaseStartException(
          "cannot start the embedded PostgreSQL in "
              + dataDir.toAbsolutePath()
              + "; set DATABASE_URL to use another PostgreSQL: "
              + e.getMessage(),
          e);
    }
  }

  /** The operating system releases the lock when the process ends. */
  private static FileLock lock(Path dataDir) {
    try {
      OwnerOnly.createDirectories(dataDir);
      var channel =
          FileChannel.open(
              dataDir.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      var lock = channel.tryLock();
      if (lock != null) return lock;
      channel.close();
    } catch (OverlappingFileLockException e) {
      // another instance in this process: reported below
    } catch (IOException e) {
      throw new DatabaseStartException(
          "cannot write to DATA_DIR " + dataDir.toAbsolutePath() + ": " + e.getMessage(), e);
    }
    throw new DatabaseStartException(
        "another Registration API is running on DATA_DIR "
            + dataDir.toAbsolutePath()
            + "; stop it, or give this one a DATA_DIR of its own");
  }

  private static void release(FileLock lock) {
    try {
      lock.channel().close();
    } catch (IOException e) {
      throw new IllegalStateException("cannot release the lock on the data directory", e);
    }
  }

  /** The JDBC URL of the default database, {@code postgres}. */
  String url() {
    return postgres.url("postgres");
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } finally {
      release(lock);
    }
  }
}
