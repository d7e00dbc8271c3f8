package org.registrationapi.testing;

import java.util.Map;

/**
 * One application for all tests that use only addresses of their own. It has the usual settings,
 * but a longer hashing queue for a busy machine.
 */
public final class SharedApp {
  public static final TestApp APP =
      TestApp.start(Map.of("HASHING_QUEUE", "200", "HASHING_WAIT", "30s"));

  private SharedApp() {}
}
