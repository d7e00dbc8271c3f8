package org.registrationapi.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Measures the latency of each kind of request for a single client, without other load, on the
 * database of {@code -Durl} and, alternating after each request, on that of {@code -Dbeside.url}.
 */
final class LatencyBench {
  private final int users = Options.number("users", 300);
  private final List<LatencySide> sides;
  private final Set<String> kinds = new LinkedHashSet<>();

  private LatencyBench(List<LatencySide> sides) {
    this.sides = sides;
  }

  static void run() {
    var sides = new ArrayList<LatencySide>();
    try (var mailjet = Mailjet.slow()) {
      for (var url : Options.urls()) sides.add(LatencySide.start(url, mailjet));
      var results =
          new Results("latency", Machine.describe(Options.java(), sides.get(0).describe()));
      if (sides.size() > 1) results.parameter("beside PostgreSQL", sides.get(1).describe());
      new LatencyBench(sides).measure(results);
      results.publish();
    } finally {
      sides.forEach(LatencySide::close);
    }
  }

  private void measure(Results results) {
    var rounds = Options.number("rounds", 5);
    round(0);
    sides.forEach(LatencySide::clear); // the first round is a warm-up
    for (int round = 1; round <= rounds; round++) round(round);
    results.parameter("users", rounds * users);
    for (var kind : kinds) tell(results, kind);
  }

  /** The life of some users, from their registration to their deletion. */
  private void round(int round) {
    sides.forEach(LatencySide::reconnect);
    IntPredicate all = n -> true;
    IntPredicate half = n -> n % 2 == 0;
    each(round, "register", 201, all, LatencyRequests::register);
    each(round, "register again while pending", 201, all, LatencyRequests::register);
    sides.forEach(LatencySide::readLinks);
    each(round, "validate by link", 200, half, LatencyRequests::followLink);
    each(round, "validate by PIN", 200, half.negate(), LatencyRequests::sendPin);
    each(round, "authenticate", 200, all, LatencyRequests::authenticate);
    each(round, "find by email", 200, all, LatencyRequests::find);
    each(round, "list, a page of 50", 200, all, (requests, email) -> requests.list());
    each(round, "ask for a new password", 202, all, LatencyRequests::askForPassword);
    each(round, "ask for a new address", 202, all, LatencyRequests::askForAddress);
    each(round, "delete", 204, all, LatencyRequests::delete);
  }

  private void each(
      int round,
      String kind,
      int status,
      IntPredicate which,
      BiFunction<LatencyRequests, String, byte[]> request) {
    kinds.add(kind);
    IntStream.range(0, users)
        .filter(which)
        .mapToObj(n -> "user." + round + "." + n + "@example.com")
        .forEach(
            email -> {
              for (var side : sides)
                side.measure(kind, status, request.apply(side.requests(), email));
            });
  }

  private void tell(Results results, String kind) {
    for (var percent : new int[] {50, 99}) {
      var name = kind + ", p" + percent;
      var time = sides.get(0).percentile(kind, percent);
      if (sides.size() == 1) results.tell(name, time, "ms");
      else results.tell(name, time, sides.get(1).percentile(kind, percent), "ms");
    }
  }
}
