package org.registrationapi.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.registrationapi.secrets.Secret;

/**
 * A PostgreSQL that another process started with {@link LocalPostgres}, and stops.
 *
 * @param port on loopback
 * @param password of the role that can sign in
 */
public record RunningPostgres(int port, Secret password) {
  /** Lines of {@code postmaster.pid}, see pidfile.h in PostgreSQL's sources. */
  private static final int PORT = 3;

  private static final int STATUS = 7;

  /**
   * The one on these files; empty if it does not accept connections yet, or any more.
   *
   * @param files the data directory; the password is beside it
   */
  public static Optional<RunningPostgres> on(Path files) throws IOException {
    var lines = pidFile(files);
    if (lines.size() <= STATUS || !lines.get(STATUS).strip().equals("ready"))
      return Optional.empty();
    var port = Integer.parseInt(lines.get(PORT).strip());
    return ClusterFiles.passwordFile(files)
        .read()
        .map(password -> new RunningPostgres(port, password));
  }

  private static List<String> pidFile(Path files) throws IOException {
    try {
      return Files.readAllLines(files.resolve("postmaster.pid"));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** The JDBC URL of one of its databases. */
  public String url(String database) {
    return LocalPostgres.url(port, database);
  }
}
