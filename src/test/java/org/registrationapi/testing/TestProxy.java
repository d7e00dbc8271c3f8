package org.registrationapi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy between the application and PostgreSQL that can hold back packets and cut connections.
 */
public final class TestProxy implements AutoCloseable {
  /** When the proxy cuts the connection of a registration. */
  public enum Cut {
    BEFORE_COMMIT,
    AFTER_COMMIT
  }

  private final ServerSocket listener;
  private final TestPostgres target;
  private final ExecutorService pumps = Executors.newCachedThreadPool();
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile Cut nextCut; // null: none
  private volatile boolean mute;

  public TestProxy(TestPostgres target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pumps.execute(this::accept);
  }

  /** Statements are sent with their text each time, so that the proxy can read them. */
  public String url() {
    return target.url().replace(":" + target.port() + "/", ":" + listener.getLocalPort() + "/")
        + "&prepareThreshold=0";
  }

  /** Holds back all packets from now on, in both directions and of new connections, too. */
  public void mute() {
    mute = true;
  }

  /** Delivers the packets that were held back. */
  public synchronized void unmute() {
    mute = false;
    notifyAll();
  }

  /** Cuts the connection of the next transaction that registers under an Idempotency-Key. */
  public void cutNext(Cut cut) {
    nextCut = cut;
  }

  public int cuts() {
    return cuts.get();
  }

  private void accept() {
    try {
      while (true) {
        var client = listener.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), target.port());
        var connection = new Connection(client, server);
        pumps.execute(connection::pumpRequests);
        pumps.execute(connection::pumpAnswers);
      }
    } catch (IOException e) {
      // closed
    }
  }

  private synchronized void waitWhileMuted() {
    try {
      while (mute) wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private final class Connection {
    private final Socket client;
    private final Socket server;
    private boolean registers;
    private volatile boolean dropsAnswer;

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void pumpRequests() {
      var buffer = new byte[64 * 1024];
      try (client;
          server) {
        for (int n; (n = client.getInputStream().read(buffer)) > 0; ) {
          waitWhileMuted();
          var text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
          if (text.contains("into idempotency_keys")) registers = true;
          if (registers && text.contains("COMMIT")) {
            registers = false;
            var cut = nextCut;
            nextCut = null;
            if (cut != null) cuts.incrementAndGet();
            if (cut == Cut.BEFORE_COMMIT) return;
            dropsAnswer = cut == Cut.AFTER_COMMIT;
          }
          server.getOutputStream().write(buffer, 0, n);
        }
      } catch (IOException e) {
        // cut
      }
    }

    void pumpAnswers() {
      var buffer = new byte[64 * 1024];
      try (client;
          server) {
        for (int n; (n = server.getInputStream().read(buffer)) > 0; ) {
          waitWhileMuted();
          if (dropsAnswer) return; // committed, but the client gets no answer
          client.getOutputStream().write(buffer, 0, n);
        }
      } catch (IOException e) {
        // cut
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    unmute();
    pumps.shutdownNow();
  }
}
