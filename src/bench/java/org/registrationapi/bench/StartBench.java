package org.registrationapi.bench;

import java.util.Map;
import java.util.function.Supplier;

/** The time from the start of the process to its first 200, compared with a minimal Javalin. */
final class StartBench {
  private StartBench() {}

  static void run() {
    var population = Population.of(Options.number("users", 10_000), 1);
    Population.load(population);
    try (var postgres = Postgres.start()) {
      var results = new Results("start", Machine.describe(Options.java(), postgres.version()));
      postgres.copy(population.database(), "run");
      var jar = Jvm.jar(Build.OURS);
      Supplier<Double> app = () -> started(postgres, jar);
      Supplier<Double> hello = () -> started(postgres, Jvm.main(HelloApp.class));
      Rounds.alternate(1, app, hello); // loads the files into the page cache
      var times = Rounds.alternate(Options.number("rounds", 9), app, hello);
      var time = Rounds.median(times.first());
      results.atMost("first 200", time, Rounds.median(times.second()), "ms", 2);
      results.below("first 200, on a quiet machine", time, "ms", 1000);
      var without =
          Rounds.alternate(
              Options.number("rounds", 9), () -> started(postgres, Jvm.jarWithoutCache()), hello);
      results.tell(
          "the same without the AOT cache",
          Rounds.median(without.first()),
          Rounds.median(without.second()),
          "ms");
      postgres.drop("run");
      results.publish();
    }
  }

  private static double started(Postgres postgres, Jvm jvm) {
    try (var app = App.start(jvm, postgres.url("run"), Map.of())) {
      return app.startMilliseconds();
    }
  }
}
