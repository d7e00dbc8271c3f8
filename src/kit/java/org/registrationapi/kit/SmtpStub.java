package org.registrationapi.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;

/**
 * An SMTP server on this machine whose replies can be set. It is real SMTP (RFC 5321) with TLS and
 * AUTH PLAIN, and can fail where a good server does not.
 */
public final class SmtpStub implements AutoCloseable {
  /** A reply that closes the connection. */
  public static final String CUT = "cut";

  /** A reply that never comes. */
  public static final String SILENCE = "silence";

  public static final String USER = "mailer@shop.example";
  public static final String PASSWORD = "the/password of:SMTP";

  /** When the connection is encrypted. */
  public enum Tls {
    NONE,
    STARTTLS,
    AT_ONCE
  }

  /**
   * A received message.
   *
   * @param connection the number of the connection that it came on, from 1
   * @param from the sender of the envelope
   * @param to the recipient of the envelope
   * @param text the whole message, with its headers
   */
  public record Letter(int connection, String from, String to, String text) {}

  private final ServerSocket listener;
  private final Tls tls;
  private final SSLSocketFactory encryption;
  private final Consumer<Letter> reader;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<Letter> letters = new CopyOnWriteArrayList<>();
  private volatile Function<String, String> script = command -> "";

  /** Without encryption; reports each message to the reader before the reply. */
  public SmtpStub(Consumer<Letter> reader) {
    this(Tls.NONE, null, reader);
  }

  /**
   * With encryption.
   *
   * @param encryption with the server's certificate
   */
  public SmtpStub(Tls tls, SSLSocketFactory encryption, Consumer<Letter> reader) {
    this.tls = tls;
    this.encryption = encryption;
    this.reader = reader;
    try {
      listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** The settings that make the application send through this server. */
  public Map<String, String> settings() {
    return Map.of(
        "MJ_APIKEY_PUBLIC", "",
        "MJ_APIKEY_PRIVATE", "",
        "MAIL_FROM", "hello@register.example.com",
        "SMTP_URL", "smtp://mailer%40shop.example:the%2Fpassword%20of%3ASMTP@127.0.0.1:" + port());
  }

  /**
   * Sets the replies to all further commands: a line without line end, {@link #CUT}, {@link
   * #SILENCE}, or empty for the usual one. The commands are as sent; {@code CONNECT} asks for the
   * greeting, {@code AUTH} for the reply to a right password, and {@code .} for that to a message.
   */
  public void answer(Function<String, String> newScript) {
    script = newScript;
  }

  /** Gives the usual replies again. */
  public void answerAsUsual() {
    script = command -> "";
  }

  /** All commands so far, without credentials, each after the number of its connection. */
  public List<String> commands() {
    return commands;
  }

  /** All messages so far, accepted or not. */
  public List<Letter> letters() {
    return letters;
  }

  /** All messages to an address so far. */
  public List<Letter> lettersTo(String address) {
    return letters.stream().filter(letter -> letter.to().equals(address)).toList();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        sockets.add(socket);
        if (listener.isClosed()) socket.close(); // it came at the same moment
        var talk = new SmtpTalk(this, sockets.size());
        threads.execute(() -> talk.serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  Tls tls() {
    return tls;
  }

  SSLSocketFactory encryption() {
    return encryption;
  }

  /** The reply of the script to a command; empty for the usual one. */
  String reply(int connection, String command) {
    commands.add(connection + " " + command);
    return script.apply(command);
  }

  void receive(Letter letter) {
    letters.add(letter);
    reader.accept(letter);
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (var socket : sockets) socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
