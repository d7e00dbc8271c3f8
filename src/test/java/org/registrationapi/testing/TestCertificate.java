package org.registrationapi.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A new self-signed certificate, made by the JDK's keytool, that nothing else trusts.
 *
 * @param store a PKCS 12 file, also for a client that trusts it
 * @param sockets of a server that has it, and of a client that trusts it
 */
public record TestCertificate(Path store, SSLSocketFactory sockets) {
  /** Of the store. */
  public static final String PASSWORD = "changeit";

  /**
   * Makes a certificate.
   *
   * @param name that it is for, as keytool writes it: {@code ip:127.0.0.1}, {@code dns:localhost}
   */
  public static TestCertificate of(String name) {
    try {
      var file = Files.createTempDirectory("certificate").resolve("store.p12");
      var store = make(file, name);
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return new TestCertificate(file, context.getSocketFactory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore make(Path file, String name)
      throws IOException, GeneralSecurityException {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var options = "-genkeypair -keyalg EC -alias one -dname CN=test -storetype PKCS12";
    var command = new ArrayList<>(List.of(keytool));
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(List.of("-ext", "san=" + name, "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", file.toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!Files.exists(file)) throw new IllegalStateException("no certificate: " + output);
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }
}
