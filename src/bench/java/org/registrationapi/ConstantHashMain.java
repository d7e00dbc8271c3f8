package org.registrationapi;

import org.registrationapi.passwords.ConstantHasher;

/** The whole application, but for the hashing of passwords, which costs nothing. */
final class ConstantHashMain {
  private ConstantHashMain() {}

  public static void main(String[] args) {
    var settings = Settings.read(System.getenv());
    Shutdown.onSignal(Main.start(settings, ConstantHasher::of), settings.stopGrace());
  }
}
