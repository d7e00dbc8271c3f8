package org.registrationapi.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.registrationapi.kit.AppProcess;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.TestHttp;

/** Two instances behind HAProxy are restarted in turn under load, and no request fails. */
class RollingRestartHaIT {
  /** Longer than the pause between two registrations, so that a call is always running. */
  private static final Duration MAILJET_TIME = Duration.ofMillis(700);

  /**
   * A second attempt would mean that a call was not finished. If a link is followed before Mailjet
   * has answered, its mail counts as delivered.
   */
  private static final String NOT_SENT_AT_ONCE =
      """
      select string_agg(concat_ws(' ', status, attempts, reason, claim_id, next_attempt_at), ', ')
        from mails
       where status not in ('sent', 'delivered') or attempts <> 1
      """;

  @TempDir private Path directory;

  private final AtomicReference<Load> load = new AtomicReference<>();
  private final String database = TestDatabase.create();

  @Test
  void instances_restarted_in_turn_under_load_fail_no_request_and_send_each_mail_once()
      throws IOException {
    try (var mailjet = new MailjetStub()) {
      mailjet.answer(this::answerSlowly);
      var instances = Instances.on(database, mailjet, directory);
      try (var first = instances.start();
          var second = instances.start();
          var proxy = Haproxy.start(directory, List.of(first.port(), second.port()))) {
        first.awaitReady();
        second.awaitReady();
        awaitServing(proxy);
        var begin = System.nanoTime();
        try (var clients = Load.on(proxy.port())) {
          load.set(clients);
          awaitWork(clients);
          try (var firstAgain = restart(instances, first)) {
            awaitServing(proxy, "web1");
            awaitWork(clients);
            try (var secondAgain = restart(instances, second)) {
              awaitServing(proxy, "web2");
              awaitWork(clients);
              clients.stop();
              check(clients, mailjet);
              assertThat(firstAgain.child().isAlive() && secondAgain.child().isAlive()).isTrue();
            }
          }
        }
        System.out.printf(
            "rolling restart: %d registered, %d activated, 0 of all requests failed, in %.1f s%n",
            load.get().registered().size(),
            load.get().activated().size(),
            (System.nanoTime() - begin) / 1e9);
      }
    }
  }

  /** Passes each mail to the load, and answers slowly. */
  private MailjetStub.Answer answerSlowly(MailjetStub.Call call) {
    await().pollDelay(MAILJET_TIME).until(() -> true);
    call.messages().forEach(load.get()::received);
    return MailjetStub.acceptAll(call);
  }

  private static void awaitWork(Load clients) {
    var registered = clients.registered().size();
    var activated = clients.activated().size();
    await()
        .until(
            () ->
                clients.registered().size() >= registered + 30
                    && clients.activated().size() >= activated + 30);
  }

  /** HAProxy notices an instance that is ready at its next check only. */
  private static void awaitServing(Haproxy proxy) {
    var http = TestHttp.unchecked(proxy.port());
    await().until(() -> http.get("/health/ready").status() == 200);
  }

  /** Waits until HAProxy logs another answer of this instance. */
  private static void awaitServing(Haproxy proxy, String name) {
    var before = served(proxy, name);
    await().until(() -> served(proxy, name) > before);
  }

  private static long served(Haproxy proxy, String name) {
    return proxy.printed().lines().filter(line -> line.contains(" web/" + name + " ")).count();
  }

  private static AppProcess restart(Instances instances, AppProcess old) throws IOException {
    var begin = System.nanoTime();
    var direct = TestHttp.unchecked(old.port());
    old.child().terminate();
    await().until(() -> direct.get("/health/ready").status() == 503);
    assertThat(direct.get("/health/ready").code()).isEqualTo("stopping");
    assertThat(old.child().exitCode()).isZero();
    var took = Duration.ofNanos(System.nanoTime() - begin);
    var again = instances.startAgain(old.port());
    again.awaitReady();
    System.out.printf(
        "rolling restart: stopped in %.1f s, ready again after %.1f s%n",
        took.toMillis() / 1e3, (System.nanoTime() - begin) / 1e9);
    return again;
  }

  private void check(Load clients, MailjetStub mailjet) {
    assertThat(clients.failures()).isEmpty();
    var stored = TestDatabase.query(database, "select string_agg(email, ' ') from users");
    assertThat(Set.of(stored.split(" "))).isEqualTo(clients.registered());
    await()
        .untilAsserted(() -> assertThat(TestDatabase.query(database, NOT_SENT_AT_ONCE)).isNull());
    assertThat(mailjet.values("/To/0/Email"))
        .containsExactlyInAnyOrderElementsOf(clients.registered());
  }
}
