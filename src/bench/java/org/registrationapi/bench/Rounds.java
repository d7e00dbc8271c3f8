package org.registrationapi.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Measures two things alternately, so that disturbances affect both. */
final class Rounds {
  private Rounds() {}

  /** The results of both in each round. */
  record Turns<A, B>(List<A> first, List<B> second) {}

  /** Measures both alternately in each round. */
  static <A, B> Turns<A, B> alternate(int rounds, Supplier<A> first, Supplier<B> second) {
    var results = new Turns<A, B>(new ArrayList<>(), new ArrayList<>());
    for (int round = 0; round < rounds; round++) {
      results.first().add(first.get());
      results.second().add(second.get());
    }
    return results;
  }

  static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  static double medianRate(List<Sample> samples) {
    return median(samples.stream().map(Sample::rate).toList());
  }

  /** The median of the rounds' percentiles, in milliseconds. */
  static double medianPercentile(List<Sample> samples, double percent) {
    return median(samples.stream().map(sample -> sample.percentile(percent)).toList());
  }
}
