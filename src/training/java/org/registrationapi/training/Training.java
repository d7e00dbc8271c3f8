package org.registrationapi.training;

import static java.util.Map.entry;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Starts the application on a PostgreSQL and a Mailjet of its own, uses it, and stops it, so that
 * its JVM writes an AOT cache. Nothing else is left.
 */
public final class Training {
  /** What the JVM makes of what it saw takes some seconds. */
  private static final Duration STOP = Duration.ofMinutes(3);

  private final Path directory;
  private final Path cache;

  private Training(Path directory, Path cache) {
    this.directory = directory;
    this.cache = cache;
  }

  /** Arguments: a directory to work in, the cache to make, and the command to run but for that. */
  public static void main(String[] args) throws IOException {
    var command = Arrays.asList(args).subList(2, args.length);
    make(Path.of(args[0]), Path.of(args[1]), command, Path.of(""));
  }

  /**
   * Makes a cache.
   *
   * @param directory to work in; it is deleted afterwards
   * @param command the JVM, its options and the application; a cache fits the very same only
   * @param workingDirectory of the command
   * @throws IllegalStateException if none came of it
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
    delete(directory);
    Files.deleteIfExists(cache);
    Files.createDirectories(directory);
    try (var postgres = postgres();
        var mailjet = new MailjetReader()) {
      var port = freePort();
      var log = directory.resolve("log");
      var builder = new ProcessBuilder(recording(command)).directory(workingDirectory.toFile());
      builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
      builder.environment().putAll(settings(port, postgres, mailjet));
      var process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      try {
        var key = directory.resolve("data").resolve("api-key");
        new Usage(port, key, mailjet).run(process);
        process.destroy(); // SIGTERM
        if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0)
          throw new IllegalStateException("the application did not stop in good order");
      } finally {
        process.destroyForcibly();
        tell(log);
      }
    }
    delete(directory);
    if (!Files.exists(cache)) throw new IllegalStateException("the JVM made no cache " + cache);
  }

  /** All but the requests. */
  private static void tell(Path log) throws IOException {
    try (var lines = Files.lines(log)) {
      lines.filter(line -> !line.contains(" RequestLog ")).forEach(System.out::println);
    }
  }

  private EmbeddedPostgres postgres() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory.resolve("postgresql"))
        .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig(
            "autovacuum_naptime", "1s") // its statistics are behind the first users else
        .start();
  }

  /** The cache is an option of the JVM, right after its name. */
  private List<String> recording(List<String> command) {
    var recording = new ArrayList<>(command);
    recording.add(1, "-XX:AOTCacheOutput=" + cache);
    return recording;
  }

  private Map<String, String> settings(int port, EmbeddedPostgres postgres, MailjetReader mailjet) {
    return Map.ofEntries(
        entry("HOST", "127.0.0.1"),
        entry("PORT", "" + port),
        entry("DATA_DIR", directory.resolve("data").toString()),
        entry("DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres"),
        entry("DATABASE_PASSWORD", "trusted"),
        entry("MJ_APIKEY_PUBLIC", "training"),
        entry("MJ_APIKEY_PRIVATE", "training"),
        entry("MAIL_FROM", "noreply@example.com"),
        entry("MAILJET_URL", mailjet.url()),
        entry("MAIL_ADDRESS_INTERVAL", "0s"), // a new password is asked for at once
        entry("HASHING_WAIT", "30s")); // the machine that builds may be busy
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) return;
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}
