package org.registrationapi.bench;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** From the start of the process to its first 200, beside a Javalin that only says hello. */
final class StartBench {
  private StartBench() {}

  static void run() {
    var population = Population.of(Options.number("users", 10_000), 1);
    Population.load(population);
    try (var postgres = Postgres.start()) {
      var results = new Results("start", Machine.describe(Options.java(), postgres.version()));
      postgres.copy(population.database(), "run");
      Supplier<Double> app =
          () -> started(postgres, settings -> Jvm.jar(Build.OURS, Options.appOptions(), settings));
      Supplier<Double> hello =
          () ->
              started(
                  postgres, settings -> Jvm.main(HelloApp.class.getName(), List.of(), settings));
      Rounds.alternate(1, app, hello); // files come into the machine's memory
      var times = Rounds.alternate(Options.number("rounds", 9), app, hello);
      var time = Rounds.median(times.first());
      results.atMost("first 200", time, Rounds.median(times.second()), "ms", 2);
      results.below("first 200, on a quiet machine", time, "ms", 1000);
      var without =
          Rounds.alternate(
              Options.number("rounds", 9),
              () ->
                  started(
                      postgres, settings -> Jvm.jarWithoutCache(Options.appOptions(), settings)),
              hello);
      results.tell(
          "the same without the AOT cache",
          Rounds.median(without.first()),
          Rounds.median(without.second()),
          "ms");
      postgres.drop("run");
      results.publish();
    }
  }

  private static double started(Postgres postgres, App.Starter starter) {
    try (var app = App.start(starter, postgres, "run", Map.of())) {
      return app.startMilliseconds();
    }
  }
}
