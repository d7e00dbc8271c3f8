package org.registrationapi.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Measures other requests during far more registrations than can be hashed. */
final class FloodBench {
  private FloodBench() {}

  static void run() {
    var population = Population.of(Options.number("users", 1_000_000), 1);
    Population.load(population);
    try (var postgres = Postgres.start();
        var mailjet = Mailjet.slow()) {
      var results = new Results("flood", Machine.describe(Options.java(), postgres.version()));
      results.parameter("users", population.users());
      postgres.copy(population.database(), "run");
      try (var app = App.start(postgres, "run", mailjet.settings())) {
        flood(app, population, results);
      }
      postgres.drop("run");
      results.publish();
    }
  }

  private static void flood(App app, Population population, Results results) {
    var posts = Options.number("posts", 500);
    var gets = Options.number("gets", 20);
    var duration = Options.seconds("seconds", 60);
    results.parameter("POST /users a second", posts);
    results.parameter("GET /users a second", gets);
    results.parameter("seconds", duration.toSeconds());
    var find = FindBench.find(population);
    Load.closed(app.port(), 4, Options.seconds("warmup", 20), find).all(200);
    var quiet = Load.open(app.port(), 16, gets, Options.seconds("quiet", 10), find).all(200);
    var finding =
        CompletableFuture.supplyAsync(() -> Load.open(app.port(), 16, gets, duration, find));
    var registering =
        CompletableFuture.supplyAsync(
            () -> {
              var requests = RegisterBench.newUsers(Population.key(1), "a");
              return Load.open(
                  app.port(), Options.number("connections", 256), posts, duration, requests);
            });
    var memory = watch(app, duration.toSeconds());
    var found = finding.join();
    var registered = registering.join();
    results.below("p99 of GET /users in the flood", found.percentile(99), "ms", 500);
    var refused = found.count() - found.statuses().getOrDefault(200, 0);
    results.below("GET /users answered otherwise than 200", refused, "", 0);
    results.tell("its p50", found.percentile(50), "ms");
    results.tell("its p99 before", quiet.percentile(99), "ms");
    results.below("RSS at its highest, at -Xmx256m", app.usage().peakRssMb(), "MB", 450);
    registered
        .statuses()
        .forEach(
            (status, count) ->
                results.tell(
                    "POST /users answered " + (status == 0 ? "not at all" : status), count, ""));
    results.tell("p50 of all POST /users", registered.percentile(50), "ms");
    results.tell("p99 of all POST /users", registered.percentile(99), "ms");
    results.detail("RSS by second, MB", memory);
  }

  private static List<Long> watch(App app, long seconds) {
    var memory = new ArrayList<Long>();
    for (long second = 0; second < seconds; second++) {
      App.pause(1000);
      memory.add(Math.round(app.usage().rssMb()));
    }
    return memory;
  }
}
