package org.registrationapi.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.registrationapi.embedded.LocalPostgres;
import org.registrationapi.embedded.PostgresPrograms;
import org.registrationapi.kit.AppProcess;
import org.registrationapi.kit.FileTrees;
import org.registrationapi.kit.PostgresUrl;

/**
 * Starts the application with its own PostgreSQL and Mailjet stub, uses it, and stops it, so that
 * its JVM writes an AOT cache. No other files remain.
 */
public final class Training {
  private final Path directory;
  private final Path cache;

  private Training(Path directory, Path cache) {
    this.directory = directory;
    this.cache = cache;
  }

  /** Arguments: a working directory, the cache file to create, and the command to run. */
  public static void main(String[] args) throws IOException {
    var command = Arrays.asList(args).subList(2, args.length);
    make(Path.of(args[0]), Path.of(args[1]), command, Path.of(""));
  }

  /**
   * Creates a cache.
   *
   * @param directory for temporary files; it is deleted afterwards
   * @param command the JVM, its options and the application; the cache works only with the same
   *     ones
   * @param workingDirectory of the command
   * @throws IllegalStateException if no cache was created
   * @throws IOException if the directory or the application cannot be used
   */
  public static void make(Path directory, Path cache, List<String> command, Path workingDirectory)
      throws IOException {
    try {
      new Training(directory.toAbsolutePath(), cache.toAbsolutePath())
          .run(command, workingDirectory.toAbsolutePath());
    } catch (ExecutionException e) {
      throw new IllegalStateException("the training failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the training was interrupted", e);
    }
  }

  private void run(List<String> command, Path workingDirectory)
      throws IOException, InterruptedException, ExecutionException {
    FileTrees.delete(directory);
    Files.deleteIfExists(cache);
    Files.createDirectories(directory);
    try (var postgres = postgres();
        var mailjet = new MailjetReader();
        var app =
            AppProcess.start(
                recording(command),
                workingDirectory,
                settings(postgres, mailjet),
                directory.resolve("log"))) {
      try {
        app.awaitReady();
        new Usage(app.port(), directory.resolve("data").resolve("api-key"), mailjet).run();
        app.child().terminate();
        if (app.child().exitCode() != 0)
          throw new IllegalStateException("the application did not stop cleanly");
      } finally {
        tell(app);
      }
    }
    FileTrees.delete(directory);
    if (!Files.exists(cache)) throw new IllegalStateException("the JVM wrote no cache " + cache);
  }

  /** Prints the output of the application without the lines of requests. */
  private static void tell(AppProcess app) {
    app.printed()
        .lines()
        .filter(line -> !line.contains(" RequestLog "))
        .forEach(System.out::println);
  }

  private LocalPostgres postgres() throws IOException {
    return LocalPostgres.start(
        PostgresPrograms.unpack(directory.resolve("binaries")),
        directory.resolve("postgresql"),
        Map.of("autovacuum_naptime", "1s")); // otherwise its statistics lag behind the first users
  }

  /** The command with the option for the cache, right after the name of the JVM. */
  private List<String> recording(List<String> command) {
    var recording = new ArrayList<>(command);
    recording.add(1, "-XX:AOTCacheOutput=" + cache);
    return recording;
  }

  private Map<String, String> settings(LocalPostgres postgres, MailjetReader mailjet) {
    var settings = new HashMap<>(mailjet.settings());
    settings.putAll(
        Map.of(
            "HOST",
            "127.0.0.1",
            "DATA_DIR",
            directory.resolve("data").toString(),
            "DATABASE_URL",
            PostgresUrl.of(postgres, "postgres"),
            "DATABASE_PASSWORD",
            postgres.password().value(),
            "METRICS_KEY",
            Usage.METRICS_KEY,
            "MAIL_ADDRESS_INTERVAL",
            "0s", // a password reset follows at once
            "HASHING_WAIT",
            "30s")); // the build machine may be busy
    return settings;
  }
}
