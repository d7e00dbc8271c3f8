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

  /**
   * @param atOnce hashes under way at the most
   * @param maxWaiting requests in the queue at the most
   * @param maxWait how long one of them waits at the most
   */
  public HashingGate(int atOnce, int maxWaiting, Duration maxWait) {
    this.places = new Semaphore(atOnce, true);
    this.maxWaiting = maxWaiting;
    this.maxWait = maxWait;
  }

  /** As many at once as there are cores, 32 waiting, 2 seconds. */
  public static HashingGate ofThisMachine() {
    return new HashingGate(Runtime.getRuntime().availableProcessors(), 32, Duration.ofSeconds(2));
  }

  /**
   * Runs the work when its turn comes.
   *
   * @throws Failure 503 if the queue is full or the wait too long
   */
  <T> T pass(Supplier<T> work) {
    if (!free()) await();
    try {
      return work.get();
    } finally {
      places.release();
    }
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

  private static Failure busy() {
    return Failure.later(
        ErrorCode.BUSY,
        "Too many passwords are being checked right now; try again shortly.",
        RETRY_AFTER);
  }
}
