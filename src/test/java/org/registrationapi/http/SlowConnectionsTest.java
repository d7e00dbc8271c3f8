package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checks of connections, which these tests run by hand instead of every ten seconds. */
class SlowConnectionsTest {
  /** More than the buffers of both ends of a socket can take. */
  private static final byte[] LARGE = new byte[64 * 1024 * 1024];

  private static final String GET = "GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private final Server server = new Server();
  private final ByHand scheduler = new ByHand();
  private final BlockingQueue<Connection> opened = new LinkedBlockingQueue<>();
  private final BlockingQueue<Connection> closed = new LinkedBlockingQueue<>();
  private Socket client;
  private Connection connection;

  @BeforeEach
  void connect() throws Exception {
    var connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(TimeUnit.HOURS.toMillis(1));
    connector.addBean(new SlowConnections(scheduler));
    connector.addBean(
        new Connection.Listener() {
          @Override
          public void onOpened(Connection newest) {
            opened.add(newest);
          }

          @Override
          public void onClosed(Connection ended) {
            closed.add(ended);
          }
        });
    server.addConnector(connector);
    server.setHandler(new Answers());
    server.start();
    client = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    client.setSoTimeout(300_000);
    connection = opened.take();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    await().until(() -> closed.contains(connection)); // Jetty may wait forever for its last write
    server.stop();
  }

  private static final class Answers extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      var isLarge = request.getHttpURI().getPath().equals("/large");
      response.write(true, ByteBuffer.wrap(isLarge ? LARGE : new byte[1]), callback);
      return true;
    }
  }

  /** Keeps the last task until a test runs it. */
  private static final class ByHand extends AbstractLifeCycle implements Scheduler {
    private Runnable next;

    @Override
    public Task schedule(Runnable task, long delay, TimeUnit unit) {
      next = task;
      return () -> true;
    }

    void check(int times) {
      for (int i = 0; i < times; i++) next.run();
    }
  }

  private void send(String text) throws IOException {
    var before = connection.getBytesIn();
    client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    await().until(() -> connection.getBytesIn() == before + text.length());
  }

  private void receive() throws IOException {
    var answers = connection.getMessagesOut();
    send(GET.formatted("small"));
    await().until(() -> connection.getMessagesOut() == answers + 1);
  }

  private boolean isOpen() {
    return connection.getEndPoint().isOpen();
  }

  private boolean isBlocked() {
    return ((AbstractEndPoint) connection.getEndPoint()).getWriteFlusher().isPending();
  }

  @Test
  void a_connection_that_waits_for_its_first_or_next_request_stays_open() throws IOException {
    scheduler.check(20);
    receive();
    scheduler.check(20);
    receive();
    scheduler.check(20);

    assertThat(isOpen()).isTrue();
  }

  @Test
  void a_head_may_begin_just_before_a_check_but_not_two() throws IOException {
    receive();
    scheduler.check(5);
    send("GET / HTTP/1.1\r\nHost: ");
    scheduler.check(1);
    assertThat(isOpen()).isTrue();

    scheduler.check(1);

    assertThat(isOpen()).isFalse();
  }

  @Test
  void empty_lines_are_no_requests() throws IOException {
    send("\r\n");
    scheduler.check(1);
    send("\r\n");
    scheduler.check(1);

    assertThat(isOpen()).isFalse();
  }

  @Test
  void a_client_that_does_not_read_its_answer_is_cut_off() throws IOException {
    send(GET.formatted("large"));
    await().until(this::isBlocked);

    scheduler.check(3);
    assertThat(isOpen()).isTrue();
    scheduler.check(1);

    assertThat(isOpen()).isFalse();
  }

  @Test
  void a_client_that_reads_a_little_at_each_check_is_cut_off() throws IOException {
    send(GET.formatted("large"));
    await().until(this::isBlocked);

    for (int i = 0; i < 4; i++) {
      client.getInputStream().readNBytes(100_000);
      scheduler.check(1);
    }

    assertThat(isOpen()).isFalse();
  }

  @Test
  void a_client_that_reads_its_answers_is_not_cut_off() throws IOException {
    for (int i = 0; i < 2; i++) {
      send(GET.formatted("large"));
      await().until(this::isBlocked);
      scheduler.check(2);
      readAnswer();
      await().until(() -> ((HttpConnection) connection).getParser().isStart());
      scheduler.check(5);
    }

    assertThat(isOpen()).isTrue();
  }

  private void readAnswer() throws IOException {
    var in = client.getInputStream();
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) head.append((char) in.read());
    assertThat(head.toString()).startsWith("HTTP/1.1 200 ");
    assertThat(in.readNBytes(LARGE.length)).hasSize(LARGE.length);
  }
}
