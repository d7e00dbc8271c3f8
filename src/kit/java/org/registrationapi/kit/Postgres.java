package org.registrationapi.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.registrationapi.embedded.PostgresPrograms;

/** PostgreSQL's programs, unpacked once for the whole build. */
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

  /**
   * The directory that they are unpacked to. As {@code binaries} in a DATA_DIR, the application
   * does not unpack them again.
   */
  public static Path directory() {
    programs();
    return DIRECTORY;
  }
}
