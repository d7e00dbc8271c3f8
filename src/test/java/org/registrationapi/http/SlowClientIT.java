package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.HandlerType;
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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;

/** The server closes the connection of a client that sends too slowly or not at all. */
@Execution(ExecutionMode.CONCURRENT)
class SlowClientIT {
  private static final TestApp APP = SharedApp.APP;
  private static final String KEY = "Authorization: Bearer " + TestApp.API_KEY + "\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String BEGINNING =
      "POST /users HTTP/1.1\r\nHost: localhost\r\n" + KEY + JSON;

  /** Sends the request and reads until the server closes, for at most five minutes. */
  private static String readUntilClosed(String request) throws IOException {
    return readUntilClosed(APP.port(), request);
  }

  private static String readUntilClosed(int port, String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(300_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * A request that never ends.
   *
   * @param drop the bytes that are sent every half second
   */
  private record Drip(String beginning, String drop) {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Sends and reads until the server closes the connection, and fails if it does not. */
    String readUntilClosed() {
      var answer = new StringBuilder();
      var end = System.nanoTime() + LIMIT.toNanos();
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), APP.port())) {
        socket.setSoTimeout(500);
        socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
        while (System.nanoTime() < end) {
          socket.getOutputStream().write(drop.getBytes(StandardCharsets.ISO_8859_1));
          if (!read(socket, answer)) return answer.toString();
        }
      } catch (SocketException e) {
        return answer.toString(); // the server closed it during the write
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      throw new AssertionError("still open; so far it answered " + answer);
    }

    /** Returns false at the end of the stream. */
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
    return Race.of(drips.size(), i -> drips.get(i).readUntilClosed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"G", "GET /users", "GET /users HTTP/1.1\r\nHost: loc"})
  void a_connection_without_a_complete_request_is_closed(String beginning) throws IOException {
    assertThat(readUntilClosed(beginning)).doesNotContain("HTTP/1.1 2", "HTTP/1.1 5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 100\r\n\r\n{\"email\"",
        "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"e"
      })
  void an_incomplete_body_is_408(String rest) throws IOException {
    assertTooLate(readUntilClosed(BEGINNING + rest));
  }

  private static void assertTooLate(String answer) {
    assertThat(answer)
        .startsWith("HTTP/1.1 408 ")
        .contains("\r\nContent-Type: application/problem+json; charset=utf-8\r\n")
        .contains("\r\nConnection: close\r\n")
        .contains("\"code\":\"request_timeout\"");
  }

  @Test
  void a_slow_body_is_408_and_closed_with_any_framing() {
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
                new Drip(BEGINNING + "Transfer-Encoding: chunked\r\n\r\n5;", "a"), // an extension
                new Drip(
                    "POST /mailjet/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
                        + events
                        + "\r\nContent-Length: 9000\r\n\r\n",
                    "[")));

    assertThat(answers).allSatisfy(SlowClientIT::assertTooLate);
  }

  @Test
  void an_unread_slow_body_does_not_keep_the_connection_open() {
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
  void slow_headers_are_cut_off_even_after_a_complete_request() {
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
  void an_idle_connection_is_closed_after_IDLE_TIMEOUT() throws IOException {
    var request = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (var app = TestApp.start(Map.of("IDLE_TIMEOUT", "10s"))) {
      assertThat(readUntilClosed(app.port(), "")).isEmpty();
      assertThat(readUntilClosed(app.port(), request))
          .startsWith("HTTP/1.1 200 ")
          .endsWith("{\"status\":\"up\"}");
    }
  }

  @Test
  void a_link_that_does_not_work_is_answered_before_its_body_arrives() {
    var routes =
        APP.routes().stream()
            .filter(
                route ->
                    route.method().equals(HandlerType.POST) && route.path().contains("{token}"))
            .map(route -> route.path().replace("{token}", "A".repeat(75)))
            .toList();

    assertThat(routes).hasSize(7);
    for (var path : routes)
      for (var accept : List.of("application/json", "text/html"))
        assertThat(beginningOfAnswer(path, accept)).isEqualTo("HTTP/1.1 404");
  }

  @Test
  void a_used_link_is_answered_before_its_body_arrives() {
    var email = TestApp.newAddress();
    assertThat(APP.anybody().post(APP.registered(email).link()).status()).isEqualTo(200);
    APP.http().post("/users/password-reset", "{\"email\": \"" + email + "\"}");
    var reset = APP.mail(email, 2).link();
    var used = APP.anybody().post(reset, "{\"password\": \"quite another horse battery\"}");
    assertThat(used.status()).isEqualTo(200);

    assertThat(beginningOfAnswer(reset, "application/json")).isEqualTo("HTTP/1.1 410");
  }

  /** Sends half a body; a service that waited for the rest would answer 408. */
  private static String beginningOfAnswer(String path, String accept) {
    var head = "POST %s HTTP/1.1\r\nHost: localhost\r\nAccept: %s\r\n".formatted(path, accept);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), APP.port())) {
      socket.setSoTimeout(300_000);
      var request = head + JSON + "Content-Length: 100\r\n\r\n{\"password\"";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_connection_with_a_request_every_second_stays_open() throws IOException {
    var request = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), APP.port())) {
      socket.setSoTimeout(1_000);
      for (int i = 0; i < 22; i++) {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        var answer = new StringBuilder();
        while (Drip.read(socket, answer) && answer.indexOf("\"up\"}") < 0) {}
        assertThat(answer.toString()).startsWith("HTTP/1.1 200 ");
        Drip.read(socket, answer); // waits a second without data
      }
    }
  }
}
