package org.registrationapi.hashing;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;

/**
 * Limits the cost of hashing: the number of requests in the gate, how many of them hash at once,
 * and how long the others wait. Further requests are refused before they have cost anything. Its
 * threads take tasks from a queue, so that none is idle while there is work.
 */
public final class HashingGate {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Semaphore slots;
  private final ThreadPoolExecutor threads;
  private final AtomicInteger underWay = new AtomicInteger();
  private final Duration maxWait;
  private final HashingWatch watch;

  /** A gate without a watch. */
  public HashingGate(HashingLimits limits) {
    this(limits, HashingWatch.NONE);
  }

  /** Starts no thread before the first hash. */
  public HashingGate(HashingLimits limits, HashingWatch watch) {
    this.watch = watch;
    this.slots = new Semaphore(limits.atOnce() + limits.maxWaiting());
    this.maxWait = limits.maxWait();
    // Native code would pin the carrier thread of a request's virtual thread.
    var size = Math.max(1, limits.atOnce());
    var queue = new LinkedBlockingQueue<Runnable>(); // bounded by the semaphore
    this.threads =
        new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, queue, HashingGate::thread);
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "hashing");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Reserves a slot for a request that will hash.
   *
   * @return the slot, to be closed when the request is done
   * @throws Failure 503 if all slots are taken
   */
  public Slot enter() {
    if (!slots.tryAcquire()) throw busy();
    return new Slot();
  }

  /** The number of hashes being made or checked now. */
  public int underWay() {
    return underWay.get();
  }

  /** The number of requests that wait now. */
  public int waiting() {
    return threads.getQueue().size();
  }

  /** The slot of one request. */
  public final class Slot implements AutoCloseable {
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private Slot() {}

    /**
     * Queues the work, and runs it on a thread of the gate.
     *
     * @throws Failure 503 if the wait is too long
     */
    <T> T run(Supplier<T> work) {
      var queued = new QueuedHash<>(work);
      threads.execute(queued);
      try {
        return queued.result();
      } catch (InterruptedException e) {
        queued.giveUp();
        Thread.currentThread().interrupt();
        throw busy();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) throw failure;
        throw new IllegalStateException("hashing failed", e.getCause());
      }
    }

    /** Frees the slot for another request. */
    @Override
    public void close() {
      if (isClosed.compareAndSet(false, true)) slots.release();
    }
  }

  /** The work of a request, which either begins or is cancelled before it begins. */
  private final class QueuedHash<T> extends FutureTask<T> {
    private final AtomicBoolean isDecided = new AtomicBoolean();

    private QueuedHash(Supplier<T> work) {
      this(work, System.nanoTime());
    }

    private QueuedHash(Supplier<T> work, long arrival) {
      super(() -> timed(work, arrival));
    }

    @Override
    public void run() {
      if (isDecided.compareAndSet(false, true)) super.run();
    }

    /** Limits the wait for the work to begin, but waits for work that has begun. */
    private T result() throws InterruptedException, ExecutionException {
      try {
        return get(maxWait.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (giveUp()) throw busy();
        return get();
      }
    }

    private boolean giveUp() {
      threads.remove(this);
      return isDecided.compareAndSet(false, true);
    }
  }

  /**
   * Reports to the watch before the result is returned, so that metrics include every answered
   * request.
   */
  private <T> T timed(Supplier<T> work, long arrival) {
    underWay.incrementAndGet();
    var start = System.nanoTime();
    try {
      return work.get();
    } finally {
      underWay.decrementAndGet();
      watch.passed(Duration.ofNanos(start - arrival), Duration.ofNanos(System.nanoTime() - start));
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
