package org.registrationapi.bench;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.registrationapi.hashing.HashingGate;
import org.registrationapi.hashing.HashingLimits;
import org.registrationapi.hashing.PasswordHasher;

/** Computes only the hashes of registrations, on all cores, and prints the number per second. */
final class HashingAlone {
  private static final Duration WARM_UP = Duration.ofSeconds(2);

  private HashingAlone() {}

  public static void main(String[] args) {
    var cores = Runtime.getRuntime().availableProcessors();
    var hasher = hasher(cores);
    var done = new AtomicLong();
    for (int i = 0; i < cores; i++) {
      var thread =
          new Thread(
              () -> {
                try (var slot = hasher.enter()) {
                  while (true) {
                    if (hasher.hash(slot, Population.PASSWORD).isEmpty())
                      throw new IllegalStateException("no hash");
                    done.incrementAndGet();
                  }
                }
              },
              "hashing");
      thread.setDaemon(true);
      thread.start();
    }
    System.out.println(Meter.rate(done::get, WARM_UP, Duration.ofSeconds(Long.parseLong(args[0]))));
  }

  /** The hasher of the application. */
  private static PasswordHasher hasher(int atOnce) {
    return new PasswordHasher(new HashingGate(new HashingLimits(atOnce, 0, Duration.ofSeconds(2))));
  }

  /** The hash of a password as the application stores it. */
  static String hash(String password) {
    var hasher = hasher(1);
    try (var slot = hasher.enter()) {
      return hasher.hash(slot, password);
    }
  }

  /** The number per second, measured in a separate process. */
  static double perSecond(Duration duration) {
    var jvm = Jvm.main(HashingAlone.class, "" + duration.toSeconds());
    return Double.parseDouble(jvm.result(Map.of()));
  }
}
