package org.registrationapi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** One connection that sends one request after the other. */
final class Client implements AutoCloseable {
  private final Socket socket;
  private final byte[] buffer = new byte[64 * 1024];
  private final Answer answer = new Answer();

  Client(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a request, waits for the response and returns its status. */
  int send(byte[] request) {
    answer.clear();
    try {
      socket.getOutputStream().write(request);
      while (!answer.isComplete()) {
        var count = socket.getInputStream().read(buffer);
        if (count < 0) throw new IllegalStateException("the connection was closed");
        answer.add(ByteBuffer.wrap(buffer, 0, count));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer.status();
  }

  /** The body of the last response. */
  String body() {
    return answer.body();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
