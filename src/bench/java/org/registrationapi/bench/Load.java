package org.registrationapi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Sends requests from one thread, which uses little of the machine that it shares with the measured
 * process. Latency is measured from the time when a request should have been sent, so that requests
 * delayed by a stall are counted (coordinated omission).
 */
final class Load {
  private static final long DRAIN = Duration.ofSeconds(10).toNanos();
  private static final long MILLISECOND = 1_000_000;

  private final Supplier<byte[]> requests;
  private final Sample.Builder sample = new Sample.Builder();
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
  private final Deque<Connection> free = new ArrayDeque<>();
  private final Deque<Long> late = new ArrayDeque<>();
  private long interval; // 0: send after each response
  private long next;
  private long end;

  private Load(Supplier<byte[]> requests) {
    this.requests = requests;
  }

  /** A number of clients, each of which sends its next request after the response. */
  static Sample closed(int port, int clients, Duration duration, Supplier<byte[]> requests) {
    return new Load(requests).run(port, clients, duration);
  }

  /**
   * Requests at a fixed rate, independent of the responses.
   *
   * @param connections maximum number of concurrent requests; others wait, and the wait counts as
   *     latency
   */
  static Sample open(
      int port, int connections, int perSecond, Duration duration, Supplier<byte[]> requests) {
    var load = new Load(requests);
    load.interval = 1_000_000_000L / perSecond;
    return load.run(port, connections, duration);
  }

  private Sample run(int port, int clients, Duration duration) {
    try (var selector = Selector.open()) {
      var connections = new ArrayList<Connection>();
      for (int i = 0; i < clients; i++) connections.add(new Connection(selector, port));
      free.addAll(connections);
      var start = System.nanoTime();
      next = start;
      end = start + duration.toNanos();
      while (System.nanoTime() < end) {
        sendDue();
        var timeout = timeout();
        if (timeout == 0) selector.selectNow(key -> receive((Connection) key.attachment()));
        else selector.select(key -> receive((Connection) key.attachment()), timeout);
      }
      drain(selector, connections);
      for (var connection : connections) connection.close();
      return sample.build(start, duration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Milliseconds until the next request is due, rounded down; the rest is a busy wait. */
  private long timeout() {
    if (interval == 0 || free.isEmpty()) return 1;
    return Math.max(0, (next - System.nanoTime()) / MILLISECOND);
  }

  private void sendDue() throws IOException {
    var now = System.nanoTime();
    if (interval == 0) {
      while (!free.isEmpty()) free.remove().send(requests.get(), System.nanoTime());
      return;
    }
    for (; next <= now; next += interval) late.add(next);
    while (!late.isEmpty() && !free.isEmpty()) free.remove().send(requests.get(), late.remove());
  }

  private void receive(Connection connection) {
    try {
      var status = connection.receive(buffer);
      if (status < 0) return;
      sample.add(status, connection.since(), System.nanoTime());
      free.add(connection);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for outstanding responses at the end; otherwise the slowest would be left out. */
  private void drain(Selector selector, List<Connection> connections) throws IOException {
    var last = System.nanoTime() + DRAIN;
    while (System.nanoTime() < last
        && (!late.isEmpty() || connections.stream().anyMatch(Connection::isBusy))) {
      while (!late.isEmpty() && !free.isEmpty()) free.remove().send(requests.get(), late.remove());
      selector.select(key -> receive((Connection) key.attachment()), 1);
    }
    for (var connection : connections)
      if (connection.isBusy()) sample.add(0, connection.since(), System.nanoTime());
  }
}
