package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at random moments: what was promised is kept. */
class CrashIT {
  /** CI asks for more of them than one has patience for while developing. */
  private static final int KILLS = Integer.getInteger("crash.kills");

  private static final int CLIENTS = 8;

  @TempDir private Path directory;

  private final Set<String> promised = ConcurrentHashMap.newKeySet();
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final MailjetStub mailjet = new MailjetStub();
  private final String database = TestDatabase.create();

  @Test
  void killed_again_and_again_under_load_no_mail_is_lost_and_none_is_sent_twice() throws Exception {
    mailjet.answer(this::remember);
    var random = new Random(42);
    var port = freePort();
    var running = new AtomicBoolean(true);
    var clients = Executors.newFixedThreadPool(CLIENTS);
    for (int i = 0; i < CLIENTS; i++) clients.execute(() -> registerUntil(running, port));
    for (int kill = 0; kill < KILLS; kill++) {
      var process = start(port);
      var before = promised.size();
      await().atMost(Duration.ofSeconds(60)).until(() -> promised.size() > before);
      process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      // the lease of what was on its way is over
      TestDatabase.execute(
          database, "update mails set next_attempt_at = now() where claim_id is not null");
    }
    stop(running, clients);
    var process = start(port);
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> accepted.containsAll(promised));
    } finally {
      process.destroy();
      process.waitFor();
    }
    assertThat(promised).hasSizeGreaterThanOrEqualTo(KILLS);
    assertThat(ids()).hasSameSizeAs(new HashSet<>(ids()));
    mailjet.close();
  }

  private java.util.List<String> ids() {
    return mailjet.calls().stream()
        .flatMap(call -> call.messages().stream())
        .map(message -> message.path("CustomID").asText())
        .toList();
  }

  /** Mailjet's memory: what it was given, it can be asked after. */
  private MailjetStub.Answer remember(MailjetStub.Call call) {
    if (call.method().equals("GET"))
      return MailjetStub.Answer.found(ids().stream().anyMatch(id -> call.path().contains(id)));
    call.messages().forEach(message -> accepted.add(message.at("/To/0/Email").asText()));
    return MailjetStub.acceptAll(call);
  }

  private void registerUntil(AtomicBoolean running, int port) {
    var http = TestHttp.unchecked(port).withKey(TestApp.API_KEY);
    while (running.get()) {
      var email = TestApp.newAddress();
      try {
        if (http.post("/users", TestApp.registration(email)).status() == 201) promised.add(email);
      } catch (UncheckedIOException e) {
        await().pollDelay(Duration.ofMillis(20)).until(() -> true); // killed, or not yet started
      }
    }
  }

  private static void stop(AtomicBoolean running, ExecutorService clients)
      throws InterruptedException {
    running.set(false);
    clients.shutdown();
    assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  private static int freePort() throws IOException {
    try (var free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private Process start(int port) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "org.registrationapi.Main");
    var settings =
        new HashMap<>(Map.of("PORT", "" + port, "DATA_DIR", directory.toString(), "DOCS", "off"));
    settings.putAll(
        Map.of("DATABASE_URL", database, "DATABASE_PASSWORD", "none", "API_KEY", TestApp.API_KEY));
    settings.putAll(Map.of("MJ_APIKEY_PUBLIC", "public", "MJ_APIKEY_PRIVATE", "private"));
    settings.putAll(
        Map.of("MAILJET_URL", mailjet.url(), "MAIL_FROM", "hello@register.example.com"));
    builder.environment().putAll(settings);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("output.txt").toFile()))
        .start();
  }
}
