package org.registrationapi.ha;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.registrationapi.testing.Leaks;

/**
 * HTTP over TLS to a proxy on this machine, by its public name; checks the certificate.
 *
 * @param from the address of this machine that requests come from
 */
record TlsClient(int port, SSLSocketFactory sockets, String from) {
  static final String NAME = "register.example.com";

  /**
   * A client that trusts one authority.
   *
   * @param certificate a PEM file that begins with its certificate
   */
  static TlsClient trusting(Path certificate, int port) {
    try (var file = Files.newInputStream(certificate)) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "one", CertificateFactory.getInstance("X.509").generateCertificate(file));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return new TlsClient(port, context.getSocketFactory(), "127.0.0.1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same client at another address of this machine, such as 127.0.0.2. */
  TlsClient at(String address) {
    return new TlsClient(port, sockets, address);
  }

  /** An answer, its headers and body as they were received. */
  record Answer(String text) {
    int status() {
      return Integer.parseInt(text.split(" ", 3)[1]);
    }

    /** Whether the service answered, and not the proxy. */
    boolean isOfService() {
      return text.matches("(?is).*\r\nx-request-id: .*");
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  /**
   * Sends a request.
   *
   * @param headers such as {@code Origin: https://shop.example}
   */
  Answer send(String method, String path, String body, String... headers) {
    var head = new StringBuilder("%s %s HTTP/1.1\r\nHost: %s\r\n".formatted(method, path, NAME));
    for (var header : headers) head.append(header).append("\r\n");
    if (!body.isEmpty()) head.append("Content-Type: application/json\r\n");
    head.append("Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n");
    var request = head + body;
    Leaks.ofThisRun().learn(request);
    try {
      return new Answer(send(request));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    }
  }

  private String send(String request) throws IOException {
    try (var plain = new Socket()) {
      plain.bind(new InetSocketAddress(from, 0));
      plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      try (var tls = (SSLSocket) sockets.createSocket(plain, NAME, port, false)) {
        var parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return new String(tls.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  /** Whether the proxy accepts connections and has a certificate. */
  boolean isServed() {
    try {
      return get("/health/live").status() > 0;
    } catch (UncheckedIOException e) {
      return false; // not yet
    }
  }
}
