package org.registrationapi.bench;

import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** {@code POST /users}, compared with hashing alone on all cores and with another build. */
final class RegisterBench {
  private RegisterBench() {}

  static void run() {
    var requests = newUsers(Population.key(1), "a");
    new HashedBench("POST /users", requests, 201, 0.75, OptionalDouble.of(1.60)).run("register");
  }

  /** Registrations, each of a new user. */
  static Supplier<byte[]> newUsers(String key, String tag) {
    var number = new AtomicInteger();
    return () -> Population.register(key, tag, number.incrementAndGet());
  }
}
