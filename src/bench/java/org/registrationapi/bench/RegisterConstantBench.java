package org.registrationapi.bench;

import java.util.function.Supplier;

/**
 * {@code POST /users} without the cost of hashing, beside one transaction of two rows by plain
 * JDBC. Mailjet is so slow that mails wait.
 */
final class RegisterConstantBench {
  private RegisterConstantBench() {}

  static void run() {
    var population = Population.of(Options.number("users", 10_000), 1);
    var clients = Options.number("clients", 32);
    var duration = Options.seconds("seconds", 10);
    Population.load(population);
    try (var postgres = Postgres.start();
        var mailjet = Mailjet.slow()) {
      var results =
          new Results("register-constant", Machine.describe(Options.java(), postgres.version()));
      results.parameter("clients", clients);
      postgres.copy(population.database(), "run");
      var url = postgres.url("run");
      try (var app = App.startConstant(postgres, "run", mailjet.settings())) {
        var requests = RegisterBench.newUsers(Population.key(1), "a");
        Load.closed(app.port(), clients, Options.seconds("warmup", 40), requests).all(201);
        postgres.execute("run", "vacuum analyze"); // as PostgreSQL would within the minute
        Supplier<Sample> register =
            () -> Load.closed(app.port(), clients, duration, requests).all(201);
        Supplier<Double> plain = () -> PlainWrites.perSecond(url, "insert", clients, duration);
        var samples = Rounds.alternate(Options.number("rounds", 5), register, plain);
        var registered = samples.first();
        var limit = Rounds.median(samples.second());
        results.atLeast(
            "POST /users without hashing", Rounds.medianRate(registered), limit, "/s", 0.70);
        results.tell("its p50", Rounds.medianPercentile(registered, 50), "ms");
        results.tell("its p99", Rounds.medianPercentile(registered, 99), "ms");
      }
      postgres.drop("run");
      results.publish();
    }
  }
}
