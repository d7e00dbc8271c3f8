package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.kit.AppProcess;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.kit.Ports;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.TestHttp;

/** The process is killed with SIGKILL at random moments: no accepted registration is lost. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("processes")
class CrashIT {
  private static final int CLIENTS = 8;

  @TempDir private Path directory;

  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final MailjetStub mailjet = new MailjetStub();
  private final String database = TestDatabase.create();
  private final int port = Ports.reserve();

  @Test
  void a_kill_under_load_loses_no_mail_and_sends_none_twice() throws Exception {
    killUnderLoad(1);
  }

  @Tag("long")
  @Test
  void fifty_kills_under_load_lose_no_mail_and_send_none_twice() throws Exception {
    killUnderLoad(50);
  }

  private void killUnderLoad(int kills) throws InterruptedException {
    var random = new Random(42);
    var running = new AtomicBoolean(true);
    var clients = Executors.newFixedThreadPool(CLIENTS);
    for (int i = 0; i < CLIENTS; i++) clients.execute(() -> registerUntil(running));
    for (int kill = 0; kill < kills; kill++) {
      var app = start();
      var before = accepted.size();
      app.child().await(() -> accepted.size() > before);
      app.child().process().waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
      app.child().kill();
      // expire the leases of claimed mails
      TestDatabase.execute(
          database, "update mails set next_attempt_at = now() where claim_id is not null");
    }
    stop(running, clients);
    try (var app = start()) {
      app.child().await(() -> mailjet.values("/To/0/Email").containsAll(accepted));
    }
    assertThat(accepted).hasSizeGreaterThanOrEqualTo(kills);
    assertThat(mailjet.values("/CustomID")).doesNotHaveDuplicates();
    mailjet.close();
  }

  private void registerUntil(AtomicBoolean running) {
    var http = TestHttp.unchecked(port).withKey(TestApp.API_KEY);
    while (running.get()) {
      var email = TestApp.newAddress();
      try {
        if (http.post("/users", TestApp.registration(email)).status() == 201) accepted.add(email);
      } catch (UncheckedIOException e) {
        await().pollDelay(Duration.ofMillis(20)).until(() -> true); // killed, or not yet started
      }
    }
  }

  private static void stop(AtomicBoolean running, ExecutorService clients)
      throws InterruptedException {
    running.set(false);
    clients.shutdown();
    assertThat(clients.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
  }

  private AppProcess start() {
    var settings =
        new HashMap<>(Map.of("PORT", "" + port, "DOCS", "off", "API_KEY", TestApp.API_KEY));
    settings.putAll(Map.of("DATABASE_URL", database, "DATABASE_PASSWORD", "none"));
    settings.putAll(mailjet.settings());
    return AppProcess.start(directory, settings);
  }
}
