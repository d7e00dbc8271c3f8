package org.registrationapi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Bytes on a socket, for requests that no client library would send. */
public final class RawHttp {
  private RawHttp() {}

  /** Sends bytes as they are, and returns everything received until the connection is closed. */
  public static String send(int port, String request) {
    return send(InetAddress.getLoopbackAddress(), port, request);
  }

  /** The same to one of this machine's addresses. */
  public static String send(InetAddress address, int port, String request) {
    Leaks.ofThisRun().learn(request);
    try (var socket = new Socket(address, port)) {
      socket.setSoTimeout(120_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      if (answer.matches("(?s)HTTP/1.1 [45].*")) Leaks.ofThisRun().seen("error body", answer);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
