package org.registrationapi.bench;

/** Whether one of two samples tends to larger values than the other. */
final class MannWhitney {
  private MannWhitney() {}

  /**
   * The two-sided p of the U test (Mann and Whitney, "On a Test of Whether one of Two Random
   * Variables is Stochastically Larger than the Other", 1947): how often samples of equal
   * distributions differ at least that much. By the normal approximation with a correction for
   * continuity, which needs some 20 values in each sample.
   */
  static double p(double[] first, double[] second) {
    var larger = 0.0;
    for (var a : first) for (var b : second) larger += a > b ? 1 : a == b ? 0.5 : 0;
    var pairs = (double) first.length * second.length;
    var deviation = Math.sqrt(pairs * (first.length + second.length + 1) / 12);
    var z = Math.max(0, Math.abs(larger - pairs / 2) - 0.5) / deviation;
    return erfc(z / Math.sqrt(2));
  }

  /** By Abramowitz and Stegun, formula 7.1.26; the error is at most 1.5e-7. */
  private static double erfc(double x) {
    var t = 1 / (1 + 0.3275911 * x);
    var factors = new double[] {1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592};
    var sum = 0.0;
    for (var factor : factors) sum = (sum + factor) * t;
    return sum * Math.exp(-x * x);
  }
}
