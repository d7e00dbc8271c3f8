package org.registrationapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.TestApp.newAddress;
import static org.registrationapi.TestApp.registration;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** SIGTERM to the real process: it says so, finishes what it began, and ends with 0. */
class StopIT {
  private static final String ALIVE = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @TempDir private Path directory;

  /** A registration of which the server has all but the last byte. */
  private static final class SlowRequest implements AutoCloseable {
    private final Socket socket;
    private final String last;

    SlowRequest(AppProcess run, String email) throws IOException {
      var match = AppProcess.KEY.matcher(run.printed());
      assertThat(match.find()).isTrue();
      var body = registration(email);
      var head =
          """
          POST /users HTTP/1.1
          Host: localhost
          Authorization: Bearer %s
          Content-Type: application/json
          Content-Length: %d

          """;
      var all = head.replace("\n", "\r\n").formatted(match.group(1), body.length()) + body;
      last = all.substring(all.length() - 1);
      socket = connect(run);
      send(all.substring(0, all.length() - 1));
    }

    private void send(String bytes) throws IOException {
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    }

    /** Everything that comes back until the connection is closed. */
    String finish() throws IOException {
      send(last);
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static Socket connect(AppProcess run) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), run.port());
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static boolean isRefused(AppProcess run) throws IOException {
    try (var socket = connect(run)) {
      return !socket.isConnected();
    } catch (ConnectException e) {
      return true;
    }
  }

  /** It has the headers of the slow request when it answers one that came later. */
  private static void awaitBeingServed(TestHttp http) {
    for (int i = 0; i < 5; i++) assertThat(http.get("/health/ready").status()).isEqualTo(200);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void during_the_grace_it_serves_and_says_that_it_is_not_ready() throws IOException {
    try (var run = AppProcess.start(directory, Map.of("STOP_GRACE", "5s"))) {
      var http = run.serving();
      try (var kept = new KeptAlive(run);
          var slow = new SlowRequest(run, newAddress())) {
        awaitBeingServed(http);
        run.terminate();
        await().until(() -> http.get("/health/ready").status() == 503);

        var ready = http.get("/health/ready");
        assertThat(ready.json().path("code").asText()).isEqualTo("stopping");
        assertThat(ready.header("Retry-After")).isEqualTo("5");
        assertThat(http.get("/health/live").status()).isEqualTo(200);
        assertThat(http.post("/users", registration(newAddress())).status()).isEqualTo(201);
        assertThat(kept.again()).startsWith("HTTP/1.1 200 ").contains("Connection: close");
        run.terminate(); // told twice
        assertThat(slow.finish()).startsWith("HTTP/1.1 201 ");
      }
      assertThat(run.exitCode()).isZero();
      assertThat(run.printed().lines().reduce((first, last) -> last).orElseThrow())
          .endsWith(" INFO  Shutdown: stopped");
    }
    assertThat(directory.resolve("data/postgresql")).exists();
    assertThat(directory.resolve("data/postgresql/postmaster.pid")).doesNotExist();
  }

  /** A connection that has had an answer, and is asked again later. */
  private static final class KeptAlive implements AutoCloseable {
    private final Socket socket;

    KeptAlive(AppProcess run) throws IOException {
      socket = connect(run);
      socket.getOutputStream().write(ALIVE.getBytes(ISO_8859_1));
      var answer = new StringBuilder();
      while (answer.indexOf("{\"status\":\"up\"}") < 0)
        answer.append((char) socket.getInputStream().read());
      assertThat(answer).startsWith("HTTP/1.1 200 ").doesNotContain("Connection:");
    }

    String again() throws IOException {
      socket.getOutputStream().write(ALIVE.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void after_the_grace_it_takes_nothing_new_and_finishes_what_it_has() throws IOException {
    try (var run = AppProcess.start(directory, Map.of())) {
      var http = run.serving();
      var email = newAddress();
      try (var slow = new SlowRequest(run, email)) {
        awaitBeingServed(http);
        run.terminate();
        await().until(() -> isRefused(run));

        assertThat(slow.finish())
            .startsWith("HTTP/1.1 201 ")
            .contains("\"email\":\"" + email + "\"");
      }
      assertThat(run.exitCode()).isZero();
    }
  }

  private Map<String, String> withMailjet(MailjetStub mailjet, String database) {
    var settings = new HashMap<>(Map.of("DATABASE_URL", database, "DATABASE_PASSWORD", "none"));
    settings.putAll(Map.of("MJ_APIKEY_PUBLIC", "public", "MJ_APIKEY_PRIVATE", "private"));
    settings.putAll(
        Map.of("MAILJET_URL", mailjet.url(), "MAIL_FROM", "hello@register.example.com"));
    return settings;
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_call_to_Mailjet_under_way_is_finished_and_settled() throws Exception {
    var database = TestDatabase.create();
    var answers = new CountDownLatch(1);
    try (var mailjet = new MailjetStub();
        var run = AppProcess.start(directory, withMailjet(mailjet, database))) {
      mailjet.answer(
          call -> {
            awaitLatch(answers);
            return MailjetStub.acceptAll(call);
          });
      var http = run.serving();
      assertThat(http.post("/users", registration(newAddress())).status()).isEqualTo(201);
      await().until(() -> !mailjet.calls().isEmpty());
      run.terminate();
      await().until(() -> isRefused(run));
      answers.countDown();

      assertThat(run.exitCode()).isZero();
      assertThat(TestDatabase.query(database, "select status from mails")).isEqualTo("sent");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void it_ends_within_30_s_even_if_Mailjet_does_not_answer() throws Exception {
    var answers = new CountDownLatch(1);
    try (var mailjet = new MailjetStub();
        var run = AppProcess.start(directory, withMailjet(mailjet, TestDatabase.create()))) {
      mailjet.answer(
          call -> {
            awaitLatch(answers);
            return MailjetStub.acceptAll(call);
          });
      assertThat(run.serving().post("/users", registration(newAddress())).status()).isEqualTo(201);
      await().until(() -> !mailjet.calls().isEmpty());
      run.terminate();

      await().atMost(Duration.ofSeconds(30)).until(() -> !run.process().isAlive());
      assertThat(run.exitCode()).isZero();
      answers.countDown();
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
