package org.registrationapi.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.registrationapi.secrets.OwnerOnly;

/**
 * A real PostgreSQL from a jar, for machines that have none. It listens on loopback only, keeps its
 * files in the data directory, and is meant for development and small trials.
 */
final class EmbeddedDatabase implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  private final FileLock lock;
  private final EmbeddedPostgres postgres;

  private EmbeddedDatabase(FileLock lock, EmbeddedPostgres postgres) {
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
      return new EmbeddedDatabase(lock, builder(dataDir, files).start());
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

  private static EmbeddedPostgres.Builder builder(Path dataDir, Path files) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(files)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false) // ours stops it after the last request
        .setOverrideWorkingDirectory(dataDir.resolve("binaries").toFile())
        .setPGStartupWait(START_TIMEOUT)
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig(
            "fsync", "on") // the library's default is a fast database that may lose everything
        .setServerConfig("synchronous_commit", "on");
  }

  /** The lock falls with the process, however it ends. */
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
      // another instance in this very process: told below
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

  /** The JDBC URL of the database that every PostgreSQL has. */
  String url() {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new IllegalStateException("cannot stop the embedded PostgreSQL", e);
    } finally {
      release(lock);
    }
  }
}
