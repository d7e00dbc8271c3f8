package org.registrationapi.passwords;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;

/**
 * Bounds what hashing costs: so many requests in it at once, so many of them hashing, so long a
 * wait; the others are told to come back, before they have cost anything.
 */
public final class HashingGate {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Semaphore entrances;
  private final Semaphore places;
  private final ExecutorService threads;
  private final Duration maxWait;
  private final int atOnce;
  private final HashingWatch watch;

  /** A gate that nobody watches. */
  public HashingGate(HashingLimits limits) {
    this(limits, HashingWatch.NONE);
  }

  /** No thread is started before the first hash. */
  public HashingGate(HashingLimits limits, HashingWatch watch) {
    this.atOnce = limits.atOnce();
    this.watch = watch;
    this.entrances = new Semaphore(limits.atOnce() + limits.maxWaiting());
    this.places = new Semaphore(limits.atOnce(), true);
    this.maxWait = limits.maxWait();
    // Each keeps the 19 MiB of its hashes for the next one: in the requests' threads that were
    // much.
    this.threads = Executors.newFixedThreadPool(Math.max(1, atOnce), HashingGate::thread);
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "hashing");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Lets a request in that is going to hash.
   *
   * @return to be closed when the request is done
   * @throws Failure 503 if as many are in as may hash and wait
   */
  public Entrance enter() {
    if (!entrances.tryAcquire()) throw busy();
    return new Entrance();
  }

  /** Hashes being made or checked now. */
  public int underWay() {
    return atOnce - places.availablePermits();
  }

  /** Requests that wait for a place now. */
  public int waiting() {
    return places.getQueueLength();
  }

  /** A request that was let in. */
  public final class Entrance implements AutoCloseable {
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private Entrance() {}

    /**
     * Runs the work on a thread of the gate when its turn comes.
     *
     * @throws Failure 503 if the wait is too long
     */
    <T> T pass(Supplier<T> work) {
      var arrival = System.nanoTime();
      await();
      var start = System.nanoTime();
      try {
        return run(work);
      } finally {
        places.release();
        watch.passed(
            Duration.ofNanos(start - arrival), Duration.ofNanos(System.nanoTime() - start));
      }
    }

    /** Makes room for another request. */
    @Override
    public void close() {
      if (isClosed.compareAndSet(false, true)) entrances.release();
    }
  }

  private void await() {
    try {
      if (!places.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS)) throw busy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
  }

  private <T> T run(Supplier<T> work) {
    try {
      return threads.submit(work::get).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw new IllegalStateException("hashing failed", e.getCause());
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
