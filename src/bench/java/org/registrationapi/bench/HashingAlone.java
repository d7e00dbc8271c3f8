package org.registrationapi.bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.registrationapi.passwords.HashingGate;
import org.registrationapi.passwords.HashingLimits;
import org.registrationapi.passwords.PasswordHasher;

/** The hashes of registrations and nothing else, on all cores: prints how many a second. */
final class HashingAlone {
  private static final Duration WARM_UP = Duration.ofSeconds(2);

  private HashingAlone() {}

  public static void main(String[] args) {
    var cores = Runtime.getRuntime().availableProcessors();
    var hasher =
        new PasswordHasher(new HashingGate(new HashingLimits(cores, 0, Duration.ofSeconds(2))));
    var done = new AtomicLong();
    for (int i = 0; i < cores; i++) {
      var thread =
          new Thread(
              () -> {
                try (var entrance = hasher.enter()) {
                  while (true) {
                    if (hasher.hash(entrance, "correct horse battery").isEmpty())
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

  /** How many a second, in a process of its own. */
  static double perSecond(Duration duration) {
    try (var jvm =
        Jvm.main(
            HashingAlone.class.getName(),
            java.util.List.of("" + duration.toSeconds()),
            java.util.Map.of())) {
      return Double.parseDouble(jvm.result().strip());
    }
  }
}
