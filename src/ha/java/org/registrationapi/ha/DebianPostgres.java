package org.registrationapi.ha;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.registrationapi.embedded.LocalPostgres;

/** Debian's PostgreSQL. It has the programs for copies and dumps; the embedded one has not. */
final class DebianPostgres {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final Map<String, String> SETTINGS = Map.of("shared_buffers", "16MB");

  private DebianPostgres() {}

  /** The directory of the newest version's programs. */
  static Path programs() throws IOException {
    try (var versions = Files.list(VERSIONS)) {
      return versions
          .filter(version -> Files.exists(version.resolve("bin/pg_basebackup")))
          .max(Comparator.comparing(version -> Integer.valueOf(version.getFileName().toString())))
          .orElseThrow(() -> new AssertionError("no PostgreSQL in " + VERSIONS))
          .resolve("bin");
    }
  }

  /** Starts a server with its files in this directory. */
  static LocalPostgres start(Path files) throws IOException {
    return LocalPostgres.start(programs(), files, SETTINGS);
  }
}
