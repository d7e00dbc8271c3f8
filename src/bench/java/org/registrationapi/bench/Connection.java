package org.registrationapi.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One client: a persistent connection with at most one outstanding request. */
final class Connection {
  private final Selector selector;
  private final int port;
  private final Answer answer = new Answer();
  private SocketChannel channel;
  private long since;
  private boolean isBusy;

  Connection(Selector selector, int port) throws IOException {
    this.selector = selector;
    this.port = port;
    connect();
  }

  private void connect() throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  /**
   * Sends a request.
   *
   * @param intended when it should have been sent, as {@link System#nanoTime}
   */
  void send(byte[] request, long intended) throws IOException {
    isBusy = true;
    since = intended;
    answer.clear();
    var out = ByteBuffer.wrap(request);
    try {
      while (out.hasRemaining()) channel.write(out);
    } catch (IOException e) { // it was closed while idle
      reconnect();
      out.rewind();
      while (out.hasRemaining()) channel.write(out);
    }
  }

  /**
   * Reads the available bytes. Returns the status if they complete a response, 0 if the connection
   * was closed, else -1.
   */
  int receive(ByteBuffer buffer) throws IOException {
    int count;
    do {
      buffer.clear();
      count = read(buffer);
      if (count > 0) answer.add(buffer.flip());
    } while (count == buffer.capacity());
    if (count < 0) {
      var wasBusy = isBusy;
      reconnect();
      isBusy = false;
      return wasBusy ? 0 : -1;
    }
    if (!isBusy || !answer.isComplete()) return -1;
    isBusy = false;
    return answer.status();
  }

  private int read(ByteBuffer buffer) {
    try {
      return channel.read(buffer);
    } catch (IOException e) {
      return -1; // reset
    }
  }

  private void reconnect() throws IOException {
    channel.close();
    connect();
  }

  boolean isBusy() {
    return isBusy;
  }

  /** When the outstanding request, or the last one, should have been sent. */
  long since() {
    return since;
  }

  void close() throws IOException {
    channel.close();
  }
}
