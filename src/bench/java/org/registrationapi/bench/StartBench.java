package org.registrationapi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      var java25 = Options.java25();
      var results =
          new Results("start", Machine.describe(java25.orElse(Options.java()), postgres.version()));
      postgres.copy(population.database(), "run");
      measure(results, postgres, Options.java(), List.of(), java25.isEmpty(), "Java 17 or newer");
      java25.ifPresent(
          java -> {
            measure(results, postgres, java, List.of(), false, "Java 25");
            measure(
                results, postgres, java, train(postgres, java), true, "Java 25 with an AOT cache");
          });
      postgres.drop("run");
      results.publish();
    }
  }

  /**
   * @param isJudged whether this is how the container starts
   */
  private static void measure(
      Results results,
      Postgres postgres,
      Path java,
      List<String> options,
      boolean isJudged,
      String label) {
    Supplier<Double> app =
        () -> started(postgres, settings -> Jvm.jar(java, "app", options, settings));
    Supplier<Double> hello =
        () ->
            started(
                postgres,
                settings -> Jvm.main(java, HelloApp.class.getName(), List.of(), settings));
    Rounds.alternate(1, app, hello); // files come into the machine's memory
    var times = Rounds.alternate(Options.number("rounds", 9), app, hello);
    var time = Rounds.median(times.first());
    var limit = Rounds.median(times.second());
    if (!isJudged) {
      results.tell(label + ": first 200", time, limit, "ms");
      return;
    }
    results.atMost(label + ": first 200", time, limit, "ms", 2);
    results.below(label + ": first 200, on a quiet machine", time, "ms", 1000);
  }

  private static double started(Postgres postgres, App.Starter starter) {
    try (var app = App.start(starter, postgres, "run", Map.of())) {
      return app.startMilliseconds();
    }
  }

  /** A run that writes down what the next ones need not do again (JEP 514). */
  private static List<String> train(Postgres postgres, Path java) {
    var cache = Options.directory().resolve("app.aot");
    try {
      Files.deleteIfExists(cache);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    started(
        postgres,
        settings -> Jvm.jar(java, "train", List.of("-XX:AOTCacheOutput=" + cache), settings));
    if (!Files.exists(cache)) throw new IllegalStateException("the JVM made no cache at " + cache);
    return List.of("-XX:AOTCache=" + cache);
  }
}
