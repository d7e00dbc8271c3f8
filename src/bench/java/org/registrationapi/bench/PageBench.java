package org.registrationapi.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.registrationapi.input.Cursor;

/**
 * A page of 50 users, and a search by the beginning of an address, at one server with few or many
 * users.
 */
final class PageBench {
  private static final int POSITIONS = 10_000;

  private PageBench() {}

  static void run() {
    var populations =
        Arrays.stream(Options.numbers("sizes", "10000,10000000"))
            .mapToObj(users -> Population.of(users, 1))
            .toList();
    Population.load(populations.toArray(Population[]::new));
    try (var postgres = Postgres.start()) {
      var results = new Results("page", Machine.describe(Options.java(), postgres.version()));
      results.parameter("sizes", populations.stream().map(Population::users).toList());
      var sizes = new Sizes(postgres);
      var served = sizes.serve(populations, database -> App.start(postgres, database, Map.of()));
      try {
        measure(postgres, sizes, served);
        sizes.publish(results, 1.3);
      } finally {
        sizes.stop(served);
      }
      results.publish();
    }
  }

  private static void measure(Postgres postgres, Sizes sizes, List<Sizes.Served> served) {
    var rate = Options.number("rate", 50);
    var duration = Options.seconds("seconds", 10);
    for (var each : served) {
      Load.closed(each.app().port(), 4, Options.seconds("warmup", 20), pages(postgres, each))
          .all(200);
      Load.closed(each.app().port(), 4, Options.seconds("warmup", 20), searches(each)).all(200);
    }
    for (int round = 0; round < Options.number("rounds", 5); round++) {
      for (var each : served) {
        var port = each.app().port();
        var pages = Load.open(port, 8, rate, duration, pages(postgres, each)).all(200);
        sizes.add("page of 50", each.population(), pages);
        var searches = Load.open(port, 8, rate, duration, searches(each)).all(200);
        sizes.add("prefix search", each.population(), searches);
      }
    }
  }

  /** Pages at random positions of the list. */
  private static Supplier<byte[]> pages(Postgres postgres, Sizes.Served served) {
    var positions =
        postgres.query(
            served.database(), "select id from users " + sample(served.population().users()));
    var random = new Random(1);
    return () -> {
      var id = positions.get(random.nextInt(positions.size())).get(0);
      return Requests.get("/users?limit=50&cursor=" + Cursor.at(id), Population.key(1));
    };
  }

  private static String sample(int users) {
    var percent = Math.min(100.0, 100.0 * POSITIONS / users);
    return "tablesample bernoulli (" + percent + ") repeatable (1)";
  }

  /** Searches for addresses that begin with a name, with a full page of results at every size. */
  private static Supplier<byte[]> searches(Sizes.Served served) {
    var random = new Random(1);
    return () -> {
      var name = Population.name(random.nextInt(served.population().users()));
      return Requests.get("/users?limit=50&query=" + name, Population.key(1));
    };
  }
}
