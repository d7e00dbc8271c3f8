package org.registrationapi.smtp;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.util.WriteTimeoutSocket;
import org.registrationapi.transport.MailSettings.Encryption;
import org.registrationapi.transport.MailSettings.Login;
import org.registrationapi.transport.MailSettings.Smtp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects to the SMTP server of the settings. The sockets are made here and not by the library, so
 * that a connection can be cut when the time of its call is over.
 */
final class SmtpServer {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpServer.class);

  private final Smtp settings;
  private final String ownName;
  private final SSLSocketFactory tls;
  private final SmtpTimes times;

  /**
   * @param publicHost of this service, as in a URL
   * @param tls which certificates are trusted
   */
  SmtpServer(Smtp settings, String publicHost, SSLSocketFactory tls, SmtpTimes times) {
    this.settings = settings;
    this.ownName = ownName(publicHost);
    this.tls = tls;
    this.times = times;
  }

  /** A name, or an address as RFC 5321 writes it. */
  private static String ownName(String publicHost) {
    if (publicHost.startsWith("[")) return "[IPv6:" + publicHost.substring(1);
    return publicHost.matches("[0-9.]+") ? "[" + publicHost + "]" : publicHost;
  }

  /** A connection that is not yet open. */
  SmtpConnection newConnection() {
    var user = settings.login().map(Login::user).orElse(null);
    var password = settings.login().map(login -> login.password().value()).orElse(null);
    var url = new URLName("smtp", settings.host(), settings.port(), null, user, password);
    return new SmtpConnection(Session.getInstance(properties()), url, settings);
  }

  private Properties properties() {
    var properties = new Properties();
    properties.put("mail.smtp.localhost", ownName);
    properties.put("mail.smtp.auth", settings.login().isPresent());
    properties.put("mail.smtp.starttls.required", settings.encryption() == Encryption.STARTTLS);
    properties.put("mail.smtp.ssl.checkserveridentity", true);
    properties.put("mail.smtp.ssl.socketFactory", tls);
    properties.put("mail.smtp.quitwait", false);
    return properties;
  }

  /**
   * Opens a connection, encrypts it and signs in.
   *
   * @throws IOException if the server cannot be reached, or does not prove who it is
   * @throws MessagingException if the server refuses or does not answer
   */
  void open(SmtpConnection connection) throws IOException, MessagingException {
    var socket = connect();
    connection.connect(settings.encryption() == Encryption.TLS ? encrypt(socket) : socket);
    if (settings.login().isPresent() && !connection.supportsExtension("AUTH"))
      throw new AuthenticationFailedException("the server does not let us sign in");
  }

  /** Tries each address of the host. */
  private Socket connect() throws IOException {
    IOException failure = null;
    for (var address : InetAddress.getAllByName(settings.host())) {
      try {
        return connect(address);
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private Socket connect(InetAddress address) throws IOException {
    var socket = new WriteTimeoutSocket((int) times.write().toMillis());
    CompletableFuture.delayedExecutor(times.whole().toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> close(socket));
    socket.setSoTimeout((int) times.read().toMillis());
    // with the name of the settings, so that STARTTLS asks for that name's certificate
    var named = InetAddress.getByAddress(settings.host(), address.getAddress());
    try {
      socket.connect(
          new InetSocketAddress(named, settings.port()), (int) times.connect().toMillis());
      return socket;
    } catch (IOException e) {
      close(socket);
      throw e;
    }
  }

  private Socket encrypt(Socket socket) throws IOException {
    var encrypted = (SSLSocket) tls.createSocket(socket, settings.host(), settings.port(), true);
    var parameters = encrypted.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate is for this host
    encrypted.setSSLParameters(parameters);
    try {
      encrypted.startHandshake();
      return encrypted;
    } catch (IOException e) {
      close(socket);
      throw e;
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("a connection to the SMTP server cannot be closed", e);
    }
  }
}
