package org.registrationapi.testing;

import java.time.Instant;
import java.util.Map;
import org.registrationapi.servers.Server;

/** Servers for tests without a database. */
public final class Servers {
  private Servers() {}

  /** A server that sets nothing but its names and the minimum of characters of a password. */
  public static Server server(String name, String displayName, int passwordMinLength) {
    return new Server(
        1,
        name,
        displayName,
        null,
        null,
        null,
        null,
        null,
        "en",
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        null,
        passwordMinLength,
        "standard",
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
