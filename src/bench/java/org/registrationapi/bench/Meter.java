package org.registrationapi.bench;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Reads a counter that other threads advance. */
final class Meter {
  private Meter() {}

  /** The increase per second, measured after a warm-up. */
  static double rate(LongSupplier counter, Duration warmUp, Duration duration) {
    App.pause(warmUp.toMillis());
    var from = counter.getAsLong();
    var start = System.nanoTime();
    App.pause(duration.toMillis());
    return (counter.getAsLong() - from) * 1e9 / (System.nanoTime() - start);
  }
}
