package org.registrationapi.passwords;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;

/**
 * Bounds what hashing costs: so many at once, so many waiting, so long; the others are told to come
 * back.
 */
public final class HashingGate {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Semaphore places;
  private final AtomicInteger waiting = new AtomicInteger();
  private final int maxWaiting;
  private final Duration maxWait;
  private final int atOnce;
  private final HashingWatch watch;

  /** A gate that nobody watches. */
  public HashingGate(HashingLimits limits) {
    this(limits, HashingWatch.NONE);
  }

  public HashingGate(HashingLimits limits, HashingWatch watch) {
    this.atOnce = limits.atOnce();
    this.watch = watch;
    this.places = new Semaphore(limits.atOnce(), true);
    this.maxWaiting = limits.maxWaiting();
    this.maxWait = limits.maxWait();
  }

  /**
   * Runs the work when its turn comes.
   *
   * @throws Failure 503 if the queue is full or the wait too long
   */
  <T> T pass(Supplier<T> work) {
    var arrival = System.nanoTime();
    if (!free()) await();
    var start = System.nanoTime();
    try {
      return work.get();
    } finally {
      places.release();
      watch.passed(Duration.ofNanos(start - arrival), Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /** Hashes being made or checked now. */
  public int underWay() {
    return atOnce - places.availablePermits();
  }

  /** Requests that wait for a place now. */
  public int waiting() {
    return places.getQueueLength();
  }

  /** Whether a place is free and nobody waits for it: newcomers do not overtake. */
  private boolean free() {
    return !places.hasQueuedThreads() && places.tryAcquire();
  }

  private void await() {
    try {
      if (waiting.incrementAndGet() > maxWaiting
          || !places.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS)) throw busy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    } finally {
      waiting.decrementAndGet();
    }
  }

  private Failure busy() {
    watch.refused();
    return Failure.later(
        ErrorCode.BUSY,
        "Too many passwords are being checked right now; try again shortly.",
        RETRY_AFTER);
  }
}
