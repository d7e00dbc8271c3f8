package org.registrationapi.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.registrationapi.embedded.PostgresPrograms;

/** PostgreSQL's programs, unpacked once for everything that this build runs. */
public final class Postgres {
  private static final Path DIRECTORY = Path.of("target", "postgresql").toAbsolutePath();

  private Postgres() {}

  /** The directory of initdb, pg_ctl and postgres. */
  public static Path programs() {
    try {
      return PostgresPrograms.unpack(DIRECTORY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where they are unpacked: as {@code binaries} of a DATA_DIR it saves the application that. */
  public static Path directory() {
    programs();
    return DIRECTORY;
  }
}
