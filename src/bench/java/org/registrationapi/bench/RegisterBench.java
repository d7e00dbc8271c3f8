package org.registrationapi.bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** {@code POST /users} as it is, beside the hashes alone on all cores. */
final class RegisterBench {
  private static final Duration MAILJET = Duration.ofMillis(200);

  private RegisterBench() {}

  static void run() {
    var population = Population.of(Options.number("users", 10_000), 1);
    var clients = Options.number("clients", 32);
    var duration = Options.seconds("seconds", 20);
    Population.load(population);
    try (var postgres = Postgres.start();
        var mailjet = Mailjet.answeringIn(MAILJET)) {
      var results = new Results("register", Machine.describe(Options.java(), postgres.version()));
      results.parameter("clients", clients);
      postgres.copy(population.database(), "run");
      try (var app = App.start(postgres, "run", mailjet.settings())) {
        var requests = newUsers(Population.key(1), "a");
        Load.closed(app.port(), clients, Options.seconds("warmup", 20), requests).all(201);
        postgres.execute("run", "vacuum analyze"); // as PostgreSQL would within the minute
        Supplier<Sample> register =
            () -> Load.closed(app.port(), clients, duration, requests).all(201);
        Supplier<Double> hash = () -> HashingAlone.perSecond(duration);
        var samples = Rounds.alternate(Options.number("rounds", 3), register, hash);
        var registered = samples.first();
        var hashes = Rounds.median(samples.second());
        results.atLeast("POST /users", Rounds.medianRate(registered), hashes, "/s", 0.75);
        var p99 = Rounds.medianPercentile(registered, 99);
        results.atMost(
            "its p99, beside clients ÷ rate of the hashes", p99, clients * 1000 / hashes, "ms", 2);
        results.tell("its p50", Rounds.medianPercentile(registered, 50), "ms");
      }
      postgres.drop("run");
      results.publish();
    }
  }

  /** Registrations of ever new users. */
  static Supplier<byte[]> newUsers(String key, String tag) {
    var number = new AtomicInteger();
    return () -> Population.register(key, tag, number.incrementAndGet());
  }
}
