package org.registrationapi.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.registrationapi.embedded.LocalPostgres;
import org.registrationapi.embedded.OrphanedPostgres;
import org.registrationapi.embedded.PostgresPrograms;
import org.registrationapi.embedded.PrivateFiles;
import org.registrationapi.embedded.RunningPostgres;
import org.registrationapi.embedded.StartGuard;
import org.registrationapi.embedded.UnsafeFileException;
import org.registrationapi.secrets.OwnerOnly;
import org.registrationapi.secrets.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL from a jar, for machines that have none. It listens on loopback only, keeps its
 * files in the data directory, and is meant for development and small trials. Other users of the
 * machine have no access.
 */
final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  static final String ROLE = "registration_api"; // no superuser
  private static final String NAME = "postgres";

  /** Everything of ours in the data directory. */
  private static final List<String> FILES =
      List.of(
          "binaries",
          "postgresql",
          "postgresql.new",
          "postgresql.log",
          "postgresql-password",
          "lock",
          "admin-key",
          "api-key",
          "secret-key");

  private final FileLock lock;
  private final LocalPostgres postgres;
  private final StartGuard guard;

  private EmbeddedDatabase(FileLock lock, LocalPostgres postgres, StartGuard guard) {
    this.lock = lock;
    this.postgres = postgres;
    this.guard = guard;
  }

  /**
   * Starts it on a free port.
   *
   * @throws DirectoryInUseException if another process uses the directory
   * @throws DatabaseStartException if another user can change it, or PostgreSQL does not start
   */
  static EmbeddedDatabase start(Path dataDir) {
    secure(dataDir);
    var lock = lock(dataDir);
    var files = dataDir.resolve("postgresql");
    var guard = StartGuard.begin();
    try {
      new OrphanedPostgres(files).stop();
      var programs = PostgresPrograms.unpack(dataDir.resolve("binaries"));
      var postgres = LocalPostgres.startForOwner(programs, files, ROLE);
      guard.launched(postgres);
      return new EmbeddedDatabase(lock, postgres, guard);
    } catch (IOException | RuntimeException e) {
      cleanUp(files, guard);
      release(lock);
      throw new DatabaseStartException(
          "cannot start the embedded PostgreSQL in "
              + dataDir.toAbsolutePath()
              + "; set DATABASE_URL to use another PostgreSQL: "
              + e.getMessage(),
          e);
    }
  }

  /** Programs of a launch that failed, or was interrupted, may still be running. */
  private static void cleanUp(Path files, StartGuard guard) {
    var wasInterrupted = Thread.interrupted(); // else it would not wait for their end
    try {
      new OrphanedPostgres(files).stop();
    } catch (IOException e) {
      LOG.warn("a PostgreSQL may still be running in {}", files, e);
    } finally {
      guard.failed();
      guard.close();
    }
    if (wasInterrupted) Thread.currentThread().interrupt();
  }

  private static void secure(Path dataDir) {
    try {
      var files = PrivateFiles.in(dataDir);
      files.checkDirectory();
      for (var file : FILES) files.secure(file);
    } catch (UnsafeFileException e) {
      throw new DatabaseStartException(
          "DATA_DIR "
              + dataDir.toAbsolutePath()
              + " is not safe: "
              + e.getMessage()
              + ". Or choose another DATA_DIR",
          e);
    } catch (IOException e) {
      throw unusable(dataDir, e);
    }
  }

  private static DatabaseStartException unusable(Path dataDir, IOException e) {
    return new DatabaseStartException(
        "cannot write to DATA_DIR " + dataDir.toAbsolutePath() + ": " + e.getMessage(), e);
  }

  /** The operating system releases the lock when the process ends. */
  private static FileLock lock(Path dataDir) {
    try {
      var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      var channel = FileChannel.open(dataDir.resolve("lock"), options, OwnerOnly.file());
      var lock = channel.tryLock();
      if (lock != null) return lock;
      channel.close();
    } catch (OverlappingFileLockException e) {
      // another instance in this process: reported below
    } catch (IOException e) {
      throw unusable(dataDir, e);
    }
    throw new DirectoryInUseException(
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

  /** The same settings, with the default database, {@code postgres}, and its owner. */
  DatabaseSettings signIn(DatabaseSettings settings) {
    return signIn(settings, postgres.url(NAME), postgres.password());
  }

  /**
   * The same settings, for the database that another process runs in the directory.
   *
   * @throws DatabaseStartException if it accepts no connections
   */
  static DatabaseSettings signInToRunning(Path dataDir, DatabaseSettings settings) {
    try {
      var running =
          RunningPostgres.on(dataDir.resolve("postgresql"))
              .orElseThrow(
                  () ->
                      new DatabaseStartException(
                          "the service that uses DATA_DIR "
                              + dataDir.toAbsolutePath()
                              + " is starting or stopping; try again in a moment"));
      return signIn(settings, running.url(NAME), running.password());
    } catch (IOException e) {
      throw new DatabaseStartException(
          "cannot read DATA_DIR " + dataDir.toAbsolutePath() + ": " + e.getMessage(), e);
    }
  }

  private static DatabaseSettings signIn(DatabaseSettings settings, String url, Secret password) {
    return new DatabaseSettings(Optional.of(url), ROLE, password, settings.poolSize());
  }

  /** From now on only {@link #close} stops it, not the end of the process. */
  void started() {
    guard.close();
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } finally {
      guard.close();
      release(lock);
    }
  }
}
