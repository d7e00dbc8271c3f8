package org.registrationapi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Sends the same requests to populations of different sizes in turns, to measure how latency grows
 * with the number of users. The rate is low, so that requests do not queue.
 */
final class Sizes {
  /** Larger populations are used without a copy, because a copy would take minutes. */
  private static final int COPIED = 1_000_000;

  private final Postgres postgres;
  private final Map<String, Map<Integer, List<Sample>>> samples = new TreeMap<>();

  Sizes(Postgres postgres) {
    this.postgres = postgres;
  }

  /** A population and the application that serves it. */
  record Served(Population population, String database, App app) {}

  /** Starts a process for each population. */
  List<Served> serve(List<Population> populations, Function<String, App> starter) {
    var served = new ArrayList<Served>();
    for (var population : populations) {
      var database = population.database();
      if (population.users() <= COPIED) {
        database = "run_" + population.database();
        postgres.copy(population.database(), database);
      }
      served.add(new Served(population, database, starter.apply(database)));
    }
    return served;
  }

  /** Adds the sample of one round. */
  void add(String what, Population population, Sample sample) {
    samples
        .computeIfAbsent(what, name -> new TreeMap<>())
        .computeIfAbsent(population.users(), users -> new ArrayList<>())
        .add(sample);
  }

  /** Compares every size with the smallest, and plots them. */
  void publish(Results results, double times) {
    var plot = new Plot("users", "milliseconds");
    samples.forEach(
        (what, bySize) -> {
          var sizes = List.copyOf(bySize.keySet());
          var least = Rounds.medianPercentile(bySize.get(sizes.get(0)), 50);
          for (var size : sizes.subList(1, sizes.size())) {
            var p50 = Rounds.medianPercentile(bySize.get(size), 50);
            var name = String.format(Locale.ROOT, "%s, p50 at %,d users", what, size);
            var isLargest = size.equals(sizes.get(sizes.size() - 1));
            if (isLargest) results.atMost(name, p50, least, "ms", times);
            else results.tell(name, p50, least, "ms");
          }
          for (var percent : new int[] {50, 99}) {
            var points = new TreeMap<Double, Double>();
            bySize.forEach(
                (size, each) ->
                    points.put(size.doubleValue(), Rounds.medianPercentile(each, percent)));
            plot.line(what + ", p" + percent, points);
            results.detail(what + ", p" + percent + " ms by users", points);
          }
        });
    var file = results.file(".svg");
    try {
      plot.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.println("drawn in " + file);
  }

  /** Stops the processes, and drops the copies. */
  void stop(List<Served> served) {
    for (var each : served) {
      each.app().close();
      if (each.population().users() <= COPIED) postgres.drop(each.database());
    }
  }
}
