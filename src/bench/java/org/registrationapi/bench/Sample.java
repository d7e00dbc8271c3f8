package org.registrationapi.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The responses to the requests of a load. */
final class Sample {
  private final long[] latencies; // nanoseconds, sorted
  private final long[] ends; // nanoseconds from the start
  private final Map<Integer, Integer> statuses;
  private final Duration duration;

  private Sample(long[] latencies, long[] ends, Map<Integer, Integer> statuses, Duration duration) {
    this.latencies = latencies;
    this.ends = ends;
    this.statuses = statuses;
    this.duration = duration;
  }

  /** Collects responses in growing arrays. */
  static final class Builder {
    private long[] since = new long[1 << 16];
    private long[] until = new long[1 << 16];
    private final int[] statuses = new int[1000];
    private int count;

    void add(int status, long from, long to) {
      if (count == since.length) {
        since = Arrays.copyOf(since, 2 * count);
        until = Arrays.copyOf(until, 2 * count);
      }
      since[count] = from;
      until[count++] = to;
      statuses[status]++;
    }

    Sample build(long start, Duration duration) {
      var latencies = new long[count];
      var ends = new long[count];
      for (int i = 0; i < count; i++) {
        latencies[i] = until[i] - since[i];
        ends[i] = until[i] - start;
      }
      Arrays.sort(latencies);
      var byStatus = new TreeMap<Integer, Integer>();
      for (int i = 0; i < statuses.length; i++) if (statuses[i] > 0) byStatus.put(i, statuses[i]);
      return new Sample(latencies, ends, byStatus, duration);
    }
  }

  /** The number of responses. */
  int count() {
    return latencies.length;
  }

  /** Responses per second, while requests were sent. */
  double rate() {
    return rate(0, duration.toNanos() / 1e9);
  }

  /** Responses per second in a part of the run, given in seconds from the start. */
  double rate(double from, double to) {
    var count = Arrays.stream(ends).filter(at -> at >= from * 1e9 && at < to * 1e9).count();
    return count / (to - from);
  }

  /** A percentile of the latencies, in milliseconds. */
  double percentile(double percent) {
    if (latencies.length == 0) return Double.NaN;
    var rank = (int) Math.ceil(percent / 100 * latencies.length) - 1;
    return latencies[Math.max(0, rank)] / 1e6;
  }

  /** The number of responses by status; 0 means no response. */
  Map<Integer, Integer> statuses() {
    return statuses;
  }

  /**
   * Checks that all responses have the expected status, so that fast errors do not count as speed,
   * and returns this sample.
   *
   * @throws IllegalStateException if one has not
   */
  Sample all(int status) {
    if (statuses.keySet().equals(java.util.Set.of(status))) return this;
    throw new IllegalStateException("expected " + status + " only, got " + statuses);
  }
}
