package org.registrationapi.bench;

import java.util.concurrent.CompletableFuture;

/** The resident memory of the process, idle and under load. */
final class MemoryBench {
  private MemoryBench() {}

  static void run() {
    var population = Population.of(Options.number("users", 1_000_000), 1);
    var clients = Options.number("clients", 32);
    var duration = Options.seconds("seconds", 60);
    Population.load(population);
    try (var postgres = Postgres.start();
        var mailjet = Mailjet.slow()) {
      var results = new Results("memory", Machine.describe(Options.java(), postgres.version()));
      results.parameter("users", population.users());
      results.parameter("clients", clients);
      postgres.copy(population.database(), "run");
      try (var app = App.start(postgres, "run", mailjet.settings())) {
        App.pause(Options.seconds("idle", 30).toMillis());
        results.below("RSS idle, at -Xmx256m", app.usage().rssMb(), "MB", 200);
        var find =
            CompletableFuture.supplyAsync(
                () -> Load.closed(app.port(), clients / 2, duration, FindBench.find(population)));
        var requests = RegisterBench.newUsers(Population.key(1), "a");
        var registered = Load.closed(app.port(), clients / 2, duration, requests);
        var found = find.join().all(200);
        results.below("RSS at its highest, loaded", app.usage().peakRssMb(), "MB", 450);
        results.tell("RSS right after", app.usage().rssMb(), "MB");
        results.tell("GET /users?email= meanwhile", found.rate(), "/s");
        results.tell("POST /users meanwhile", registered.rate(), "/s");
        var busy = registered.count() - registered.statuses().getOrDefault(201, 0);
        results.tell("  of them not 201", busy, "");
      }
      postgres.drop("run");
      results.publish();
    }
  }
}
