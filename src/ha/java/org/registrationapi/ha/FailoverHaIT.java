package org.registrationapi.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.TestHttp;

/** The primary is killed under load, and its synchronous standby is promoted. */
class FailoverHaIT {
  private static final int CLIENTS_EACH = 2;

  /** The minimum time between the kill and the promotion. */
  private static final Duration AWAY = Duration.ofSeconds(5);

  /** Ends the leases of mails claimed more than 5 s ago; no call to the stub takes that long. */
  private static final String END_LEASES =
      """
      update mails set next_attempt_at = now()
       where claim_id is not null and next_attempt_at < now() + interval '85 s'
      """;

  @TempDir private Path directory;

  private final AtomicBoolean running = new AtomicBoolean(true);
  private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();

  /** When each instance first answered 201, by its port. */
  private final Map<Integer, Long> firstSuccess = new ConcurrentHashMap<>();

  @Test
  void every_201_survives_the_failover_and_both_instances_register_again() throws Exception {
    try (var postgres = PostgresPair.start();
        var mailjet = new MailjetStub()) {
      var instances = Instances.on(postgres.url(), mailjet, directory);
      try (var first = instances.start();
          var second = instances.start()) {
        first.awaitReady();
        second.awaitReady();
        var clients = register(List.of(first.port(), second.port()));
        try {
          await().until(() -> confirmed.size() >= 100);
          failOver(postgres);
        } finally {
          stop(clients);
        }
        checkUsers(TestHttp.unchecked(first.port()).withKey(TestApp.API_KEY));
        checkMails(postgres.url(), mailjet);
      }
    }
  }

  private void failOver(PostgresPair postgres) throws IOException {
    postgres.killPrimary();
    var killed = System.nanoTime();
    var before = confirmed.size();
    // each client got 503 twice: nothing is written any more
    await().pollDelay(AWAY).until(() -> answers.getOrDefault(503, 0) >= 2 * 2 * CLIENTS_EACH);
    assertThat(confirmed).hasSize(before);
    firstSuccess.clear();
    var promotion = System.nanoTime();
    postgres.promoteStandby();
    var promoted = System.nanoTime();
    await().until(() -> firstSuccess.size() == 2);
    var slower = firstSuccess.values().stream().max(Long::compare).orElseThrow();
    var back = Duration.ofNanos(slower - promotion);
    System.out.printf(
        "failover: promotion %.1f s after the kill, took %.1f s; both instances register again"
            + " %.1f s after it was ordered; answers %s%n",
        (promotion - killed) / 1e9, (promoted - promotion) / 1e9, back.toMillis() / 1e3, answers);
  }

  private ExecutorService register(List<Integer> ports) {
    var clients = Executors.newFixedThreadPool(CLIENTS_EACH * ports.size());
    for (var port : ports)
      for (int i = 0; i < CLIENTS_EACH; i++) clients.execute(() -> registerAt(port));
    return clients;
  }

  private void registerAt(int port) {
    var http = TestHttp.unchecked(port).withKey(TestApp.API_KEY);
    while (running.get()) {
      var email = TestApp.newAddress();
      var status = http.post("/users", TestApp.registration(email)).status();
      if (status == 201) {
        confirmed.add(email);
        firstSuccess.putIfAbsent(port, System.nanoTime());
      }
      answers.merge(status, 1, Integer::sum);
    }
  }

  private void stop(ExecutorService clients) throws InterruptedException {
    running.set(false);
    clients.shutdown();
    assertThat(clients.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
  }

  private void checkUsers(TestHttp http) {
    assertThat(answers).containsOnlyKeys(201, 503);
    var missing = new ArrayList<String>();
    for (var email : confirmed) if (http.get("/users/" + email).status() != 200) missing.add(email);
    assertThat(missing).isEmpty();
    System.out.printf("failover: all %d users of an answer 201 are there%n", confirmed.size());
  }

  /**
   * Mailjet is asked about mails of unknown outcome when their lease ends; here that is at once.
   */
  private void checkMails(String url, MailjetStub mailjet) {
    await()
        .until(
            () -> {
              TestDatabase.execute(url, END_LEASES);
              return TestDatabase.query(url, "select count(*) from mails where status <> 'sent'");
            },
            "0"::equals);
    assertThat(mailjet.values("/CustomID")).doesNotHaveDuplicates();
    assertThat(mailjet.values("/To/0/Email")).containsAll(confirmed);
  }
}
