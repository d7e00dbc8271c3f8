package org.registrationapi.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Measures in turns: requests that need one hash each, the same requests to another build if one is
 * given, and hashing alone on all cores.
 *
 * @param what the name of the requests
 * @param requests one after the other
 * @param status of every response
 * @param share of the rate of hashing alone that this build must reach
 * @param times the multiple of the other build's rate that it must reach
 */
record HashedBench(
    String what, Supplier<byte[]> requests, int status, double share, OptionalDouble times) {
  private static final Duration MAILJET = Duration.ofMillis(200);

  /** A build with its own database, and its samples of each round. */
  private record Side(App app, String database, List<Sample> samples) {}

  /** The users of the benchmark. */
  static Population population() {
    return Population.of(Options.number("users", 10_000), 1);
  }

  private static int clients() {
    return Options.number("clients", 32);
  }

  /**
   * Runs it.
   *
   * @param preparation statements that prepare the users for the requests
   */
  void run(String name, String... preparation) {
    Population.load(population());
    var sides = new ArrayList<Side>();
    try (var postgres = Postgres.start();
        var mailjet = Mailjet.answeringIn(MAILJET)) {
      var results = new Results(name, Machine.describe(Options.java(), postgres.version()));
      results.parameter("clients", clients());
      for (var database : databases(postgres)) {
        postgres.execute(database, preparation);
        sides.add(start(database, postgres, mailjet));
      }
      for (var side : sides) warmUp(side, postgres);
      measure(sides, results);
      results.publish();
    } finally {
      sides.forEach(side -> side.app().close());
    }
  }

  /** The databases of this build, and of the other one if there is one. */
  private static List<String> databases(Postgres postgres) {
    postgres.copy(population().database(), "run");
    if (Build.beside().isEmpty()) return List.of("run");
    population().load(postgres, "beside", Build.beside().get());
    return List.of("run", "beside");
  }

  private static Side start(String database, Postgres postgres, Mailjet mailjet) {
    var build = database.equals("run") ? Build.OURS : Build.beside().orElseThrow();
    var app = App.start(Jvm.jar(build), postgres.url(database), mailjet.settings());
    return new Side(app, database, new ArrayList<>());
  }

  private void warmUp(Side side, Postgres postgres) {
    load(side, Options.seconds("warmup", 60));
    postgres.execute(side.database(), "vacuum analyze"); // as autovacuum would within a minute
  }

  private Sample load(Side side, Duration duration) {
    return Load.closed(side.app().port(), clients(), duration, requests).all(status);
  }

  private void measure(List<Side> sides, Results results) {
    var duration = Options.seconds("seconds", 20);
    var hashes = new ArrayList<Double>();
    for (int round = 0; round < Options.number("rounds", 3); round++) {
      for (var side : sides) side.samples().add(load(side, duration));
      hashes.add(HashingAlone.perSecond(duration));
    }
    var ours = sides.get(0).samples();
    besideHashes(ours, Rounds.median(hashes), results);
    if (sides.size() > 1) besideOther(ours, sides.get(1).samples(), results);
  }

  private void besideHashes(List<Sample> ours, double hashes, Results results) {
    results.atLeast(what, Rounds.medianRate(ours), hashes, "/s", share);
    var p99 = Rounds.medianPercentile(ours, 99);
    var turn = clients() * 1000 / hashes;
    results.atMost("its p99, beside clients ÷ rate of the hashes", p99, turn, "ms", 2);
    results.tell("its p50", Rounds.medianPercentile(ours, 50), "ms");
  }

  private void besideOther(List<Sample> ours, List<Sample> theirs, Results results) {
    var name = what + ", beside " + Build.besideName();
    var rate = Rounds.medianRate(ours);
    var limit = Rounds.medianRate(theirs);
    if (times.isPresent()) results.atLeast(name, rate, limit, "/s", times.getAsDouble());
    else results.tell(name, rate, limit, "/s");
    for (var percent : new int[] {50, 99}) {
      var ms = Rounds.medianPercentile(ours, percent);
      var theirMs = Rounds.medianPercentile(theirs, percent);
      results.tell("its p" + percent + ", beside the same", ms, theirMs, "ms");
    }
  }
}
