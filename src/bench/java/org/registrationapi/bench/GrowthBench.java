package org.registrationapi.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Finds, registers and validates users in populations of growing size. Every size has the same
 * number of servers, because fewer servers would be cached and make the small size faster for
 * another reason.
 */
final class GrowthBench {
  private GrowthBench() {}

  static void run() {
    var servers = Options.number("servers", 10_000);
    var populations =
        Arrays.stream(Options.numbers("sizes", "10000,100000,1000000,10000000"))
            .mapToObj(users -> Population.of(users, servers))
            .toList();
    Population.load(populations.toArray(Population[]::new));
    try (var postgres = Postgres.start();
        var mailjet = Mailjet.slow()) {
      var results = new Results("growth", Machine.describe(Options.java(), postgres.version()));
      results.parameter("sizes", populations.stream().map(Population::users).toList());
      results.parameter("servers", servers);
      weigh(postgres, populations, results);
      var sizes = new Sizes(postgres);
      var served =
          sizes.serve(populations, database -> App.start(postgres, database, mailjet.settings()));
      try {
        var seconds = Options.number("warmup", 20);
        for (var each : served) round(postgres, new Sizes(postgres), each, seconds, "w");
        for (int i = 0; i < Options.number("rounds", 5); i++)
          for (var each : served)
            round(postgres, sizes, each, Options.number("seconds", 10), "r" + i + ".");
        sizes.publish(results, 1.2);
      } finally {
        sizes.stop(served);
      }
      results.publish();
    }
  }

  /** Finds random users, registers new ones at all servers, and follows their links. */
  private static void round(
      Postgres postgres, Sizes sizes, Sizes.Served served, int seconds, String tag) {
    var rate = Options.number("rate", 50);
    var duration = java.time.Duration.ofSeconds(seconds);
    var population = served.population();
    var port = served.app().port();
    var find = FindBench.find(population);
    sizes.add("find", population, Load.open(port, 8, rate, duration, find).all(200));
    var unique = tag + System.currentTimeMillis() + ".";
    var register = newUsers(population, unique);
    sizes.add("register", population, Load.open(port, 8, rate, duration, register).all(201));
    var links =
        postgres.query(
            served.database(),
            "select server_id, id from mails order by id desc limit " + rate * (seconds + 1));
    var press = ValidateBench.press(links);
    sizes.add("validate", population, Load.open(port, 8, rate, duration, press).all(200));
  }

  private static Supplier<byte[]> newUsers(Population population, String tag) {
    var number = new java.util.concurrent.atomic.AtomicInteger();
    return () -> {
      var n = number.incrementAndGet();
      return Population.register(population.keyOf(n * 7919), tag, n);
    };
  }

  private static void weigh(Postgres postgres, List<Population> populations, Results results) {
    for (var population : populations) {
      var users = postgres.number(population.database(), "select count(*) from users");
      var name = String.format(Locale.ROOT, "disk for a user, of %,d", population.users());
      results.tell(name, bytes(postgres, population, "total_relation") / users, "bytes");
      results.tell("  of it indexes", bytes(postgres, population, "indexes") / users, "bytes");
    }
  }

  private static double bytes(Postgres postgres, Population population, String what) {
    return (double)
        postgres.number(
            population.database(),
            """
        select sum(pg_WHAT_size(table_name))
          from unnest(array['users', 'validations', 'mails']::regclass[]) as table_name
        """
                .replace("WHAT", what));
  }
}
