package org.registrationapi.testing;

import java.util.Map;

/**
 * The application with the usual settings, but with room to hash on a busy machine, started once
 * for all tests that keep to addresses of their own.
 */
public final class SharedApp {
  public static final TestApp APP =
      TestApp.start(Map.of("HASHING_QUEUE", "200", "HASHING_WAIT", "30s"));

  private SharedApp() {}
}
