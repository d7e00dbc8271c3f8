package org.registrationapi.bench;

import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * {@code POST /users/authenticate} with right passwords, compared with hashing alone on all cores.
 */
final class AuthenticateBench {
  private AuthenticateBench() {}

  static void run() {
    var requests = activatedUsers(HashedBench.population());
    var hash = HashingAlone.hash(Population.PASSWORD);
    new HashedBench("POST /users/authenticate", requests, 200, 0.80, OptionalDouble.empty())
        .run("authenticate", "update users set password_hash = '" + hash + "'");
  }

  /** Takes the users in turn, so that concurrent requests are for different users. */
  private static Supplier<byte[]> activatedUsers(Population population) {
    var next = new AtomicInteger();
    return () -> {
      int user;
      do user = next.getAndIncrement() % population.users();
      while (population.isPending(user));
      return population.authenticate(user);
    };
  }
}
