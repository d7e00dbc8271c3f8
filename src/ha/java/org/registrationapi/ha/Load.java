package org.registrationapi.ha;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/**
 * Clients that register users, look them up and follow the links in their mails, at a steady pace.
 */
final class Load implements AutoCloseable {
  private static final int CLIENTS = 4;
  private static final int PAUSE_MILLISECONDS = 100;

  private final ScheduledExecutorService clients = Executors.newScheduledThreadPool(2 * CLIENTS);
  private final List<Future<?>> repeated = new ArrayList<>();
  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private final Set<String> activated = ConcurrentHashMap.newKeySet();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Queue<JsonNode> mails = new ConcurrentLinkedQueue<>();
  private final TestHttp http;

  private Load(int port) {
    http = TestHttp.unchecked(port).withKey(TestApp.API_KEY);
  }

  /** Starts the load. */
  static Load on(int port) {
    var load = new Load(port);
    for (int i = 0; i < CLIENTS; i++) {
      load.repeat(load::registerAndLookUp);
      load.repeat(load::activate);
    }
    return load;
  }

  private void repeat(Runnable work) {
    Runnable guarded =
        () -> {
          try {
            work.run();
          } catch (RuntimeException | AssertionError e) {
            failures.add(e.toString()); // a thrown exception would stop the schedule
          }
        };
    repeated.add(
        clients.scheduleWithFixedDelay(guarded, 0, PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS));
  }

  private void registerAndLookUp() {
    var email = TestApp.newAddress();
    if (expect(201, "POST", "/users", TestApp.registration(email))) registered.add(email);
    expect(200, "GET", "/users/" + email, null);
  }

  /** Adds a mail that Mailjet has received; its link will be followed. */
  void received(JsonNode mail) {
    mails.add(mail);
  }

  private void activate() {
    var mail = mails.poll();
    if (mail == null) return;
    var email = mail.at("/To/0/Email").asText();
    var link = new TestApp.ReceivedMail(mail, email).link();
    if (expect(200, "POST", link, null)) activated.add(email);
  }

  private boolean expect(int status, String method, String path, String body) {
    try {
      var json = http.with("Content-Type", "application/json").with("Accept", "application/json");
      var answer = json.send(method, path, body);
      if (answer.status() == status) return true;
      failures.add(method + " " + path + ": " + answer.status() + " " + answer.body());
    } catch (UncheckedIOException e) {
      failures.add(e + ": " + e.getCause());
    }
    return false;
  }

  /** The addresses that were answered 201. */
  Set<String> registered() {
    return registered;
  }

  Set<String> activated() {
    return activated;
  }

  /** Every request that had an unexpected answer. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    stop();
  }

  /** Stops the load after the running requests are answered. */
  void stop() {
    repeated.forEach(work -> work.cancel(false));
    clients.shutdown();
    try {
      if (!clients.awaitTermination(5, TimeUnit.MINUTES))
        throw new AssertionError("a request was not answered");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
