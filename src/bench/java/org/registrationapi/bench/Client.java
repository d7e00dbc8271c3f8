package org.registrationapi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** One connection, and one request after the other on it. */
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

  /** Sends a request and waits for its answer; its status. */
  int send(byte[] request) {
    answer.clear();
    try {
      socket.getOutputStream().write(request);
      while (!answer.isComplete()) {
        var count = socket.getInputStream().read(buffer);
        if (count < 0) throw new IllegalStateException("the connection was cut");
        answer.add(ByteBuffer.wrap(buffer, 0, count));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer.status();
  }

  /** The body of the last answer. */
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
