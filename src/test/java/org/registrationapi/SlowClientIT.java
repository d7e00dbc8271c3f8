package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that begins and does not go on is left, without its closing anything itself. */
class SlowClientIT {
  private static final TestApp APP = SharedApp.APP;
  private static final String BEGINNING =
      "POST /users HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
          + TestApp.API_KEY
          + "\r\nContent-Type: application/json\r\n";

  /** Everything that comes back until the other side closes; a minute without that is a failure. */
  private static String untilClosed(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), APP.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
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
    var answer = untilClosed(BEGINNING + rest);

    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":\"malformed_request\"");
  }

  @Test
  void a_connection_that_is_kept_for_more_is_closed_after_its_answer() throws IOException {
    var answer = untilClosed("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("{\"status\":\"up\"}");
  }
}
