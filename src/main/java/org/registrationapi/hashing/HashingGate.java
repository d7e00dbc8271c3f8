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
 * Bounds what hashing costs: so many requests in it at once, so many of them hashing, so long a
 * wait; the others are told to come back, before they have cost anything. Its threads take one work
 * after the other without a word with the requests that wait, so that none is idle while there is
 * work.
 */
public final class HashingGate {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Semaphore entrances;
  private final ThreadPoolExecutor threads;
  private final AtomicInteger underWay = new AtomicInteger();
  private final Duration maxWait;
  private final HashingWatch watch;

  /** A gate that nobody watches. */
  public HashingGate(HashingLimits limits) {
    this(limits, HashingWatch.NONE);
  }

  /** No thread is started before the first hash. */
  public HashingGate(HashingLimits limits, HashingWatch watch) {
    this.watch = watch;
    this.entrances = new Semaphore(limits.atOnce() + limits.maxWaiting());
    this.maxWait = limits.maxWait();
    // Native code would keep the carrier of a request's virtual thread.
    var size = Math.max(1, limits.atOnce());
    var queue = new LinkedBlockingQueue<Runnable>(); // the entrances bound it
    this.threads =
        new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, queue, HashingGate::thread);
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
    return underWay.get();
  }

  /** Requests that wait for their turn now. */
  public int waiting() {
    return threads.getQueue().size();
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
      var turn = new Turn<>(work);
      threads.execute(turn);
      try {
        return turn.result();
      } catch (InterruptedException e) {
        turn.giveUp();
        Thread.currentThread().interrupt();
        throw busy();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) throw failure;
        throw new IllegalStateException("hashing failed", e.getCause());
      }
    }

    /** Makes room for another request. */
    @Override
    public void close() {
      if (isClosed.compareAndSet(false, true)) entrances.release();
    }
  }

  /** What a request wants done; it begins, or is given up before that. */
  private final class Turn<T> extends FutureTask<T> {
    private final AtomicBoolean isDecided = new AtomicBoolean();

    private Turn(Supplier<T> work) {
      this(work, System.nanoTime());
    }

    private Turn(Supplier<T> work, long arrival) {
      super(() -> timed(work, arrival));
    }

    @Override
    public void run() {
      if (isDecided.compareAndSet(false, true)) super.run();
    }

    /** The wait for a turn has its limit; work that has begun is waited for. */
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

  /** The watch is told before the result is there, so that it has counted what was answered. */
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
