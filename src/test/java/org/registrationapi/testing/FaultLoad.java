package org.registrationapi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.registrationapi.testing.TestHttp.Answer;

/**
 * Clients that register new addresses, each with an Idempotency-Key, and repeat a request until it
 * is answered 201; other clients read.
 */
public final class FaultLoad implements AutoCloseable {
  private static final int WRITERS = 4;
  private static final int READERS = 2;

  private final TestApp app;
  private final String known;
  private final ExecutorService clients = Executors.newFixedThreadPool(WRITERS + READERS);
  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicLong lastSuccess = new AtomicLong();
  private volatile boolean running = true;
  private volatile boolean aborted;

  private FaultLoad(TestApp app, String known) {
    this.app = app;
    this.known = known;
  }

  /**
   * Starts the clients.
   *
   * @param known an address that is registered already, which the readers look up
   */
  public static FaultLoad start(TestApp app, String known) {
    var load = new FaultLoad(app, known);
    for (int i = 0; i < WRITERS; i++) load.clients.execute(load::write);
    for (int i = 0; i < READERS; i++) load.clients.execute(load::read);
    return load;
  }

  private void write() {
    while (running) {
      var email = TestApp.newAddress();
      var http = app.http().with("Idempotency-Key", email);
      var body = TestApp.registration(email);
      while (!aborted) {
        if (timed(() -> http.post("/users", body), 201).status() == 201) {
          registered.add(email);
          lastSuccess.set(System.nanoTime());
          break;
        }
        pause();
      }
    }
  }

  private void read() {
    while (running)
      if (timed(() -> app.http().get("/users/" + known), 200).status() != 200) pause();
  }

  private Answer timed(java.util.function.Supplier<Answer> request, int expected) {
    Answer answer;
    try {
      answer = request.get();
    } catch (RuntimeException | AssertionError e) {
      faults.add(e.toString());
      throw e;
    }
    requests.incrementAndGet();
    if (answer.status() == expected) return answer;
    refusals.incrementAndGet();
    if (!isUnavailable(answer)) faults.add(answer.status() + " " + answer.body());
    return answer;
  }

  /** Whether an answer is a 503 problem with Retry-After. */
  public static boolean isUnavailable(Answer answer) {
    return answer.status() == 503
        && answer.header("Content-Type").startsWith("application/problem+json")
        && answer.code().equals("database_unavailable")
        && Integer.parseInt(answer.header("Retry-After")) == 5;
  }

  /** Shorter than the 5 s of the answer, so that tests see the moment of recovery. */
  private static void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
  }

  /** Whether a user was registered after this value of {@link System#nanoTime}. */
  public boolean hasRegisteredSince(long moment) {
    return lastSuccess.get() - moment > 0;
  }

  public int refusals() {
    return refusals.get();
  }

  /**
   * Waits until every client has its final answer; returns the addresses that were answered 201.
   */
  public Set<String> stop() throws InterruptedException {
    running = false;
    clients.shutdown();
    assertThat(clients.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
    assertThat(faults).as("answers that are neither a success nor a proper 503").isEmpty();
    return registered;
  }

  /** Ends the load without waiting for answers. */
  @Override
  public void close() {
    aborted = true;
    running = false;
    clients.shutdown();
  }

  /** Numbers to print. */
  public Map<String, Object> figures() {
    return Map.of("requests", requests, "answered 503", refusals);
  }
}
