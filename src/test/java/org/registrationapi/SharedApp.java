package org.registrationapi;

import java.util.Map;

/**
 * The application with the usual settings, started once for all tests that keep to addresses of
 * their own.
 */
final class SharedApp {
  static final TestApp APP = TestApp.start(Map.of());

  private SharedApp() {}
}
