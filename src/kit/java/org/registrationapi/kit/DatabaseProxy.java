package org.registrationapi.kit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * A proxy in front of PostgreSQL. It records the round trips of all connections, and can delay
 * each. Of the protocol (PostgreSQL's documentation, "Message Formats") it reads only where
 * messages begin, the text of statements, and ReadyForQuery, which ends a round trip.
 */
public final class DatabaseProxy implements AutoCloseable {
  private static final Pattern HOST = Pattern.compile("//([^/:]+):([0-9]+)/");

  private final ServerSocket listener;
  private final String target;
  private final Runnable beforeAnswer;
  private final List<RoundTrip> roundTrips = new CopyOnWriteArrayList<>();

  /**
   * One round trip.
   *
   * @param sql the statements that were sent with their text; empty if there were none
   * @param endsTransaction whether no transaction is open afterwards: after a commit or a rollback,
   *     or after a statement outside a transaction, which is one by itself
   */
  public record RoundTrip(String sql, boolean endsTransaction) {}

  /**
   * Starts the proxy.
   *
   * @param target the JDBC URL of a database, with host and port
   * @param beforeAnswer runs before the end of each answer, to delay it
   */
  public DatabaseProxy(String target, Runnable beforeAnswer) {
    this.target = target;
    this.beforeAnswer = beforeAnswer;
    try {
      listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run(this::accept);
  }

  /** The JDBC URL of the database through this proxy, without encryption. */
  public String url() {
    return HOST.matcher(target).replaceFirst("//127.0.0.1:" + listener.getLocalPort() + "/")
        + (target.contains("?") ? "&" : "?")
        + "sslmode=disable";
  }

  /** The round trips since the last {@link #forget}, as far as their answers have arrived. */
  public List<RoundTrip> roundTrips() {
    return List.copyOf(roundTrips);
  }

  /** Forgets all round trips so far. */
  public void forget() {
    roundTrips.clear();
  }

  private static void run(Runnable work) {
    var thread = new Thread(work, "database-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    var host = HOST.matcher(target).results().findFirst().orElseThrow();
    try {
      while (true) {
        var client = listener.accept();
        var server = new Socket(host.group(1), Integer.parseInt(host.group(2)));
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        var connection = new Connection(client, server);
        run(connection::pumpRequests);
        run(connection::pumpAnswers);
      }
    } catch (IOException e) {
      // closed
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One connection, and the statements sent on it since the last answer. */
  private final class Connection {
    private final Socket client;
    private final Socket server;
    private final List<String> statements = new CopyOnWriteArrayList<>();

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void pumpRequests() {
      try (client;
          server;
          var in = input(client);
          var out = output(server)) {
        pass(in, out); // the first message has no type
        out.flush();
        while (true) {
          var type = pass(in.readByte(), out);
          var body = pass(in, out);
          if (type == 'P') statements.add(texts(body)[1]); // the first is the statement's name
          if (type == 'Q') statements.add(texts(body)[0]);
          if (in.available() == 0) out.flush();
        }
      } catch (IOException e) {
        // one side has closed the connection
      }
    }

    void pumpAnswers() {
      try (client;
          server;
          var in = input(server);
          var out = output(client)) {
        while (true) {
          var type = pass(in.readByte(), out);
          var body = pass(in, out);
          if (type == 'Z') end(body[0] == 'I');
          if (in.available() == 0) out.flush();
        }
      } catch (IOException e) {
        // one side has closed the connection
      }
    }

    private void end(boolean isIdle) {
      roundTrips.add(new RoundTrip(String.join("; ", statements), isIdle));
      statements.clear();
      beforeAnswer.run();
    }
  }

  /** The texts of a message, each of which ends with a zero. */
  private static String[] texts(byte[] body) {
    return new String(body, StandardCharsets.UTF_8).split("\0", -1);
  }

  private static DataInputStream input(Socket socket) throws IOException {
    return new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  private static DataOutputStream output(Socket socket) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
  }

  private static byte pass(byte type, DataOutputStream out) throws IOException {
    out.writeByte(type);
    return type;
  }

  /** Passes on a length, which includes itself, and what follows; returns what follows. */
  private static byte[] pass(DataInputStream in, DataOutputStream out) throws IOException {
    var length = in.readInt();
    var body = in.readNBytes(length - Integer.BYTES);
    out.writeInt(length);
    out.write(body);
    return body;
  }
}
