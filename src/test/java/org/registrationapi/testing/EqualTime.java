package org.registrationapi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** Checks that all branches of an answer take equally long. */
public final class EqualTime {
  private static final int WARM_UP = 20;
  private static final int CALLS = 200;
  private static final double MILLISECONDS_APART = 10;
  private static final double TIMES = 1.5;

  private EqualTime() {}

  /**
   * Calls every branch in turn, 200 times after a warm-up, and compares the medians: the slowest
   * must be less than 1.5 times the fastest, or less than 10 ms slower. One hash more takes several
   * times as long.
   *
   * @param branches each is given the number of the call
   */
  public static void check(Map<String, IntConsumer> branches) {
    var times = new TreeMap<String, double[]>();
    branches.keySet().forEach(branch -> times.put(branch, new double[CALLS]));
    for (int i = 0; i < WARM_UP + CALLS; i++)
      for (var branch : branches.entrySet()) {
        var begin = System.nanoTime();
        branch.getValue().accept(i);
        if (i >= WARM_UP)
          times.get(branch.getKey())[i - WARM_UP] = (System.nanoTime() - begin) / 1e6;
      }
    var medians = new TreeMap<String, Double>();
    times.forEach((branch, all) -> medians.put(branch, median(all)));
    System.out.println("Medians of " + CALLS + " calls in ms: " + medians);
    var slowest = medians.values().stream().max(Double::compare).orElseThrow();
    var fastest = medians.values().stream().min(Double::compare).orElseThrow();
    assertThat(slowest)
        .as("%s", medians)
        .isLessThan(Math.max(fastest + MILLISECONDS_APART, fastest * TIMES));
  }

  /** How many calls each branch gets. */
  public static int calls() {
    return WARM_UP + CALLS;
  }

  private static double median(double[] values) {
    var sorted = values.clone();
    java.util.Arrays.sort(sorted);
    return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
  }
}
