package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.registrationapi.logs.LogFormat;
import org.registrationapi.testing.LogLines;
import org.registrationapi.testing.TestApp;

/** A client that closes its connection while an answer is written to it. */
class DisconnectIT {
  /** Many times what the buffers of both sockets hold, so that the server is still writing. */
  private static final int REQUESTS = 3_000;

  private static void disconnect(int port, String path) throws IOException {
    var request =
        """
        GET %s HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer %s\r
        \r
        """
            .formatted(path, TestApp.ADMIN_KEY)
            .getBytes(StandardCharsets.US_ASCII);
    try (var socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      var writer =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < REQUESTS; i++) socket.getOutputStream().write(request);
                } catch (IOException e) {
                  // closed below
                }
              });
      writer.start();
      assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
      socket.setSoLinger(true, 0); // resets the connection
    }
  }

  /** JSON, a file and text, which are written in different ways. */
  @Test
  void a_disconnect_while_an_answer_is_written_is_not_an_error() throws IOException {
    var lines = new CopyOnWriteArrayList<String>();
    var log = LogLines.to(lines::add, LogFormat.TEXT);
    try {
      try (var app = TestApp.start(Map.of())) {
        for (var path : List.of("/openapi.json", "/docs/swagger-ui-bundle.js", "/metrics"))
          disconnect(app.port(), path);
      } // waits for the requests in flight
    } finally {
      log.close();
    }

    assertThat(lines).anyMatch(line -> line.contains("/openapi.json"));
    assertThat(lines).noneMatch(line -> line.contains(" ERROR "));
  }
}
