package org.registrationapi.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Base64;
import java.util.Locale;
import javax.net.ssl.SSLSocket;

/** One connection to an {@link SmtpStub}. */
final class SmtpTalk {
  private static final String CREDENTIALS =
      SmtpStub.USER + "\0" + SmtpStub.USER + "\0" + SmtpStub.PASSWORD;

  private final SmtpStub server;
  private final int number;
  private Socket socket;
  private BufferedReader in;
  private OutputStream out;
  private boolean isEncrypted;
  private boolean isSignedIn;
  private String from;
  private String to;
  private String last = "";

  SmtpTalk(SmtpStub server, int number) {
    this.server = server;
    this.number = number;
  }

  /** Serves until one side closes the connection. */
  void serve(Socket connected) {
    try (connected) {
      open(connected);
      if (server.tls() == SmtpStub.Tls.AT_ONCE) encrypt();
      if (!reply("CONNECT", "220 stub ESMTP")) return;
      for (var line = in.readLine(); line != null; line = in.readLine()) if (!answer(line)) return;
    } catch (IOException e) {
      // the other side closed the connection, or does not trust the certificate
    }
  }

  private void open(Socket newSocket) throws IOException {
    socket = newSocket;
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    out = socket.getOutputStream();
  }

  private void encrypt() throws IOException {
    var encrypted = (SSLSocket) server.encryption().createSocket(socket, null, 0, true);
    encrypted.setUseClientMode(false);
    encrypted.startHandshake();
    isEncrypted = true;
    open(encrypted);
  }

  /** Answers a command; false if the connection ends. */
  private boolean answer(String line) throws IOException {
    var verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
    return switch (verb) {
      case "EHLO" -> reply(line, extensions());
      case "STARTTLS" -> startTls(line);
      case "AUTH" -> signIn(line);
      case "MAIL" -> envelope(line, isSignedIn ? "250 ok" : "530 5.7.0 Authentication required");
      case "RCPT" -> envelope(line, "250 ok");
      case "DATA" -> reply(line, "354 go ahead") && (!last.startsWith("354") || receive());
      case "RSET" -> reply(line, "250 ok");
      case "QUIT" -> false;
      default -> reply(line, "500 5.5.1 unknown command");
    };
  }

  private String extensions() {
    if (server.tls() == SmtpStub.Tls.STARTTLS && !isEncrypted) return "250-stub\r\n250 STARTTLS";
    return "250-stub\r\n250-8BITMIME\r\n250 AUTH PLAIN";
  }

  private boolean startTls(String line) throws IOException {
    if (!reply(line, "220 go ahead")) return false;
    if (last.startsWith("220")) encrypt();
    return true;
  }

  private boolean signIn(String line) throws IOException {
    var sent = line.substring(line.lastIndexOf(' ') + 1);
    isSignedIn = new String(Base64.getDecoder().decode(sent), UTF_8).equals(CREDENTIALS);
    return reply("AUTH", isSignedIn ? "235 2.7.0 ok" : "535 5.7.8 " + sent + " is not right");
  }

  private boolean envelope(String line, String usual) throws IOException {
    var address = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    if (line.startsWith("MAIL")) from = address;
    else to = address;
    return reply(line, usual);
  }

  private boolean receive() throws IOException {
    var text = new StringBuilder();
    for (var line = in.readLine(); !".".equals(line); line = in.readLine()) {
      if (line == null) return false;
      text.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    server.receive(new SmtpStub.Letter(number, from, to, text.toString()));
    return reply(".", "250 2.0.0 queued");
  }

  /** Sends the reply of the script, or the usual one; false if the connection ends. */
  private boolean reply(String command, String usual) throws IOException {
    var scripted = server.reply(number, command);
    if (scripted.equals(SmtpStub.CUT)) return false;
    if (scripted.equals(SmtpStub.SILENCE)) {
      in.readLine(); // until the client hangs up
      return false;
    }
    last = scripted.isEmpty() ? usual : scripted;
    out.write((last + "\r\n").getBytes(UTF_8));
    out.flush();
    return !last.startsWith("421");
  }
}
