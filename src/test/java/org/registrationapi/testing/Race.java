package org.registrationapi.testing;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs work on many threads at the same moment. */
public final class Race {
  private Race() {}

  /**
   * Sends requests at once, and returns the answer of each. A request that is answered 503 is sent
   * again, as its Retry-After asks: on a busy machine a lock may take too long.
   */
  public static List<TestHttp.Answer> answers(int clients, IntFunction<TestHttp.Answer> request) {
    return of(
        clients, i -> await().until(() -> request.apply(i), answer -> answer.status() != 503));
  }

  /** Runs the work this many times at once and returns every result. */
  public static <T> List<T> of(int runners, IntFunction<T> work) {
    var ready = new CountDownLatch(runners);
    var pool = Executors.newFixedThreadPool(runners);
    try {
      var futures = new ArrayList<Future<T>>();
      for (int i = 0; i < runners; i++) {
        var number = i;
        futures.add(
            pool.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return work.apply(number);
                }));
      }
      var results = new ArrayList<T>();
      for (var future : futures) results.add(future.get());
      return results;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
    }
  }
}
