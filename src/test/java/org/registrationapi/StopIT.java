package org.registrationapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.kit.AppProcess;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.TestHttp;

/** SIGTERM to the real process: it reports not ready, finishes running work and exits with 0. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("processes")
class StopIT {
  private static final String ALIVE = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @TempDir private Path directory;

  /** A registration request whose last byte is not sent yet. */
  private static final class SlowRequest implements AutoCloseable {
    private final Socket socket;
    private final String last;

    SlowRequest(AppProcess run, String email) throws IOException {
      var body = registration(email);
      var head =
          """
          POST /users HTTP/1.1
          Host: localhost
          Authorization: Bearer %s
          Content-Type: application/json
          Content-Length: %d

          """;
      var all = head.replace("\n", "\r\n").formatted(run.key(), body.length()) + body;
      last = all.substring(all.length() - 1);
      socket = connect(run);
      send(all.substring(0, all.length() - 1));
    }

    private void send(String bytes) throws IOException {
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    }

    /** Sends the last byte and reads the response until the connection is closed. */
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
    socket.setSoTimeout(120_000);
    return socket;
  }

  private static boolean isRefused(AppProcess run) throws IOException {
    try (var socket = connect(run)) {
      return !socket.isConnected();
    } catch (ConnectException e) {
      return true;
    }
  }

  /** The headers of the slow request have arrived once later requests are answered. */
  private static void awaitArrival(TestHttp http) {
    for (int i = 0; i < 5; i++) assertThat(http.get("/health/ready").status()).isEqualTo(200);
  }

  @Test
  void it_serves_during_the_grace_period_but_reports_not_ready() throws IOException {
    try (var run = AppProcess.start(directory, Map.of("STOP_GRACE", "5s"))) {
      var http = awaitClient(run);
      try (var kept = new KeptAlive(run);
          var slow = new SlowRequest(run, newAddress())) {
        awaitArrival(http);
        run.child().terminate();
        await().until(() -> http.get("/health/ready").status() == 503);

        var ready = http.get("/health/ready");
        assertThat(ready.json().path("code").asText()).isEqualTo("stopping");
        assertThat(ready.header("Retry-After")).isEqualTo("5");
        assertThat(http.get("/health/live").status()).isEqualTo(200);
        assertThat(http.post("/users", registration(newAddress())).status()).isEqualTo(201);
        assertThat(kept.again()).startsWith("HTTP/1.1 200 ").contains("Connection: close");
        run.child().terminate(); // a second SIGTERM changes nothing
        assertThat(slow.finish()).startsWith("HTTP/1.1 201 ");
      }
      assertThat(run.child().exitCode()).isZero();
      assertThat(run.printed().lines().reduce((first, last) -> last).orElseThrow())
          .endsWith(" INFO  Shutdown: stopped");
    }
    assertThat(directory.resolve("data/postgresql")).exists();
    assertThat(directory.resolve("data/postgresql/postmaster.pid")).doesNotExist();
  }

  /** A keep-alive connection that sends a second request later. */
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

  @Tag("long")
  @Test
  void after_the_grace_period_it_refuses_connections_and_finishes_running_requests()
      throws IOException {
    try (var run = start(TestDatabase.create(), Map.of())) {
      var http = awaitClient(run);
      var email = newAddress();
      try (var slow = new SlowRequest(run, email)) {
        awaitArrival(http);
        run.child().terminate();
        await().until(() -> isRefused(run));

        assertThat(slow.finish())
            .startsWith("HTTP/1.1 201 ")
            .contains("\"email\":\"" + email + "\"");
      }
      assertThat(run.child().exitCode()).isZero();
    }
  }

  private AppProcess start(String database, Map<String, String> more) {
    var settings = new HashMap<>(Map.of("DATABASE_URL", database, "DATABASE_PASSWORD", "none"));
    settings.putAll(more);
    return AppProcess.start(directory, settings);
  }

  private static TestHttp awaitClient(AppProcess run) {
    run.awaitBanner();
    return new TestHttp(run.port()).withKey(run.key());
  }

  @Test
  void a_running_Mailjet_call_is_finished_and_its_mail_settled() throws Exception {
    var database = TestDatabase.create();
    var answers = new CountDownLatch(1);
    try (var mailjet = new MailjetStub();
        var run = start(database, mailjet.settings())) {
      mailjet.answer(
          call -> {
            awaitLatch(answers);
            return MailjetStub.acceptAll(call);
          });
      var http = awaitClient(run);
      assertThat(http.post("/users", registration(newAddress())).status()).isEqualTo(201);
      await().until(() -> !mailjet.calls().isEmpty());
      run.child().terminate();
      await().until(() -> isRefused(run));
      answers.countDown();

      assertThat(run.child().exitCode()).isZero();
      assertThat(TestDatabase.query(database, "select status from mails")).isEqualTo("sent");
    }
  }

  @Tag("long")
  @Test
  void it_exits_even_if_Mailjet_does_not_answer() throws Exception {
    var answers = new CountDownLatch(1);
    try (var mailjet = new MailjetStub();
        var run = start(TestDatabase.create(), mailjet.settings())) {
      mailjet.answer(
          call -> {
            awaitLatch(answers);
            return MailjetStub.acceptAll(call);
          });
      assertThat(awaitClient(run).post("/users", registration(newAddress())).status())
          .isEqualTo(201);
      await().until(() -> !mailjet.calls().isEmpty());
      run.child().terminate();

      assertThat(run.child().exitCode()).isZero();
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
