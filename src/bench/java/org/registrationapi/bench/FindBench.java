package org.registrationapi.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * {@code GET /users?email=}, compared with plain JDBC in the same Javalin, and the rate soon after
 * the start compared with the steady one.
 */
final class FindBench {
  /** Seconds after the start of the process. */
  private static final int SOON = 10;

  private FindBench() {}

  static void run() {
    var population = Population.of(Options.number("users", 1_000_000), 1);
    var clients = Options.number("clients", 32);
    Population.load(population);
    try (var postgres = Postgres.start()) {
      var results = new Results("find", Machine.describe(Options.java(), postgres.version()));
      results.parameter("users", population.users());
      results.parameter("clients", clients);
      try (var app = App.start(postgres, population.database(), Map.of());
          var plain = App.startPlain(postgres, population.database())) {
        warmUp(
            plain, population); // the load generator and PostgreSQL should be warm from the start
        measureStart(postgres, population, results);
        warmUp(app, population);
        measure(app, plain, population, results);
      }
      results.publish();
    }
  }

  private static void warmUp(App app, Population population) {
    Load.closed(
            app.port(),
            Options.number("clients", 32),
            Options.seconds("warmup", 40),
            find(population))
        .all(200);
  }

  /** Measures a new process, under load from its first 200 on. */
  private static void measureStart(Postgres postgres, Population population, Results results) {
    var clients = Options.number("clients", 32);
    var cold = Options.number("cold", 60);
    try (var app = App.start(postgres, population.database(), Map.of())) {
      var readyAfter = (System.nanoTime() - app.started()) / 1e9;
      var sample =
          Load.closed(app.port(), clients, Duration.ofSeconds(cold), find(population)).all(200);
      var at = SOON - readyAfter;
      var steady = sample.rate(cold * 2 / 3.0, cold);
      results.atLeast(
          "its rate 10 s after start, beside its steady one",
          sample.rate(at - 1, at + 1),
          steady,
          "/s",
          0.80);
      results.detail(
          "rate by second after the first 200",
          IntStream.range(0, cold)
              .mapToObj(second -> Math.round(sample.rate(second, second + 1)))
              .toList());
    }
  }

  private static void measure(App app, App plain, Population population, Results results) {
    var clients = Options.number("clients", 32);
    var duration = Options.seconds("seconds", 10);
    var requests = find(population);
    var usedBefore = new double[] {app.usage().cpuSeconds(), plain.usage().cpuSeconds()};
    var samples =
        Rounds.alternate(
            Options.number("rounds", 7),
            () -> Load.closed(app.port(), clients, duration, requests).all(200),
            () -> Load.closed(plain.port(), clients, duration, requests).all(200));
    var found = samples.first();
    var limit = samples.second();
    results.atLeast(
        "GET /users?email=", Rounds.medianRate(found), Rounds.medianRate(limit), "/s", 0.75);
    results.tell(
        "processor time of the process for each",
        (app.usage().cpuSeconds() - usedBefore[0]) * 1e6 / answers(found),
        (plain.usage().cpuSeconds() - usedBefore[1]) * 1e6 / answers(limit),
        "µs");
    for (var percent : new int[] {50, 99})
      results.tell(
          "its p" + percent,
          Rounds.medianPercentile(found, percent),
          Rounds.medianPercentile(limit, percent),
          "ms");
  }

  private static double answers(List<Sample> samples) {
    return samples.stream().mapToDouble(Sample::count).sum();
  }

  /** Requests that find random users. */
  static Supplier<byte[]> find(Population population) {
    var random = new Random(1);
    return () -> population.find(random.nextInt(population.users()));
  }
}
