package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;

/** A client that does not go on, or hardly, is left, without its closing anything itself. */
@Execution(ExecutionMode.CONCURRENT)
class SlowClientIT {
  private static final TestApp APP = SharedApp.APP;
  private static final String KEY = "Authorization: Bearer " + TestApp.API_KEY + "\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String BEGINNING =
      "POST /users HTTP/1.1\r\nHost: localhost\r\n" + KEY + JSON;

  /**
   * Everything that comes back until the other side closes; five minutes without that are a
   * failure.
   */
  private static String untilClosed(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), APP.port())) {
      socket.setSoTimeout(300_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * A request that goes on and on.
   *
   * @param drop what comes every half second, for ever
   */
  private record Drip(String beginning, String drop) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Everything that comes back until the other side closes, which it must. */
    String untilCut() {
      var answer = new StringBuilder();
      var end = System.nanoTime() + PATIENCE.toNanos();
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), APP.port())) {
        socket.setSoTimeout(500);
        socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
        while (System.nanoTime() < end) {
          socket.getOutputStream().write(drop.getBytes(StandardCharsets.ISO_8859_1));
          if (!read(socket, answer)) return answer.toString();
        }
      } catch (SocketException e) {
        return answer.toString(); // it was cut while we wrote
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      throw new AssertionError("still open; so far it answered " + answer);
    }

    /** False at the end. */
    private static boolean read(Socket socket, StringBuilder answer) throws IOException {
      var bytes = new byte[8_192];
      try {
        var count = socket.getInputStream().read(bytes);
        if (count < 0) return false;
        answer.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
      } catch (SocketTimeoutException e) {
        // nothing for half a second
      }
      return true;
    }
  }

  private static List<String> all(List<Drip> drips) {
    return Race.of(drips.size(), i -> drips.get(i).untilCut());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "GET /users", "GET /users HTTP/1.1\r\nHost: loc"})
  void a_connection_without_a_whole_request_is_closed(String beginning) throws IOException {
    assertThat(untilClosed(beginning)).doesNotContain("HTTP/1.1 2", "HTTP/1.1 5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 100\r\n\r\n{\"email\"",
        "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"e"
      })
  void a_body_that_stops_halfway_is_refused(String rest) throws IOException {
    assertTooLate(untilClosed(BEGINNING + rest));
  }

  private static void assertTooLate(String answer) {
    assertThat(answer)
        .startsWith("HTTP/1.1 408 ")
        .contains("\r\nContent-Type: application/problem+json; charset=utf-8\r\n")
        .contains("\r\nConnection: close\r\n")
        .contains("\"code\":\"request_timeout\"");
  }

  @Test
  void a_body_that_drips_is_refused_and_cut_however_it_is_framed() {
    var events =
        Base64.getEncoder()
            .encodeToString(
                (TestApp.EVENTS_USER + ":" + TestApp.EVENTS_PASSWORD)
                    .getBytes(StandardCharsets.UTF_8));

    var answers =
        all(
            List.of(
                new Drip(BEGINNING + "Content-Length: 9000\r\n\r\n{\"email\": \"", "a"),
                new Drip(BEGINNING + "Idempotency-Key: k\r\nContent-Length: 9000\r\n\r\n", " "),
                new Drip(BEGINNING + "Transfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n"),
                new Drip(BEGINNING + "Transfer-Encoding: chunked\r\n\r\n5;", "a"), // no byte of it
                new Drip(
                    "POST /mailjet/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
                        + events
                        + "\r\nContent-Length: 9000\r\n\r\n",
                    "[")));

    assertThat(answers).allSatisfy(SlowClientIT::assertTooLate);
  }

  @Test
  void a_body_that_nobody_reads_keeps_no_connection() {
    var length = "Content-Length: 9000\r\n\r\n";

    var answers =
        all(
            List.of(
                new Drip("POST /users HTTP/1.1\r\nHost: localhost\r\n" + JSON + length, "a"),
                new Drip("POST /nowhere HTTP/1.1\r\nHost: localhost\r\n" + JSON + length, "a"),
                new Drip("POST /users HTTP/1.1\r\nHost: localhost\r\n" + KEY + length, "a"),
                new Drip("GET /health/live HTTP/1.1\r\nHost: localhost\r\n" + length, "a"),
                new Drip(
                    "GET /health/live HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n",
                    "1\r\na\r\n")));

    assertThat(answers)
        .map(answer -> answer.substring(0, 12))
        .containsExactly(
            "HTTP/1.1 401", "HTTP/1.1 404", "HTTP/1.1 415", "HTTP/1.1 200", "HTTP/1.1 200");
  }

  @Test
  void a_head_that_drips_is_cut_also_after_a_good_request() {
    var good = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

    var answers =
        all(
            List.of(
                new Drip("", "\r\n"),
                new Drip("GET /", "a"),
                new Drip("GET /users HTTP/1.1\r\nHost: localhost\r\nX: ", "a"),
                new Drip(good + "GET /users HTTP/1.1\r\nX: ", "a")));

    assertThat(answers.subList(0, 3)).containsOnly("");
    assertThat(answers.get(3)).startsWith("HTTP/1.1 200 ").endsWith("{\"status\":\"up\"}");
  }

  @Test
  void a_connection_that_is_kept_for_more_is_closed_after_its_answer() throws IOException {
    var answer = untilClosed("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("{\"status\":\"up\"}");
  }

  @Test
  void a_connection_with_a_request_every_second_is_kept() throws IOException {
    var request = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), APP.port())) {
      socket.setSoTimeout(1_000);
      for (int i = 0; i < 22; i++) {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        var answer = new StringBuilder();
        while (Drip.read(socket, answer) && answer.indexOf("\"up\"}") < 0) {}
        assertThat(answer.toString()).startsWith("HTTP/1.1 200 ");
        Drip.read(socket, answer); // a second in which nothing comes
      }
    }
  }
}
