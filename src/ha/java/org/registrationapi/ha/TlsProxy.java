package org.registrationapi.ha;

import static org.registrationapi.ha.Texts.replaced;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.registrationapi.kit.ChildProcess;
import org.registrationapi.kit.Ports;
import org.registrationapi.testing.Procedures;
import org.registrationapi.testing.TestCertificate;

/**
 * Debian's Caddy or nginx with TLS in front of one instance, configured as PROCEDURES.md shows it,
 * but with other ports and files, and a certificate that is made here.
 *
 * @param directory of its files and logs
 * @param http the port that redirects to https
 */
record TlsProxy(ChildProcess process, Path directory, int http, TlsClient client)
    implements AutoCloseable {
  private static final String UPSTREAM = "127\\.0\\.0\\.1:8000";

  /**
   * Starts one.
   *
   * @param name caddy or nginx
   * @param instance the port of the instance behind it
   */
  static TlsProxy start(String name, Path directory, int instance)
      throws IOException, GeneralSecurityException {
    var files = Files.createTempDirectory(directory, name);
    var proxy = name.equals("caddy") ? caddy(files, instance) : nginx(files, instance);
    proxy.process.await(proxy.client::isServed);
    return proxy;
  }

  private static TlsProxy caddy(Path directory, int instance) throws IOException {
    var http = Ports.reserve();
    var https = Ports.reserve();
    var options =
        """
        {
          admin off
          http_port %d
          https_port %d
          default_bind 127.0.0.1
          local_certs
          skip_install_trust
          storage file_system %s
        """
            .formatted(http, https, directory);
    var page = Procedures.block("TLS with Caddy", 0);
    var addressed = replaced(page, UPSTREAM, "127.0.0.1:" + instance);
    var file = directory.resolve("Caddyfile");
    Files.writeString(file, replaced(addressed, "^\\{\n", options));
    var command = List.of("caddy", "run", "--config", file.toString(), "--adapter", "caddyfile");
    var log = directory.resolve("caddy.log");
    var environment = Map.of("HOME", directory.toString());
    var process = ChildProcess.start(command, directory, environment, log);
    var root = directory.resolve("pki/authorities/local/root.crt");
    process.await(() -> isWritten(root));
    return new TlsProxy(process, directory, http, TlsClient.trusting(root, https));
  }

  /** Whether Caddy has written its authority's certificate; the file is empty for a moment. */
  private static boolean isWritten(Path certificate) {
    try {
      return Files.readString(certificate).endsWith("-----END CERTIFICATE-----\n");
    } catch (IOException e) {
      return false; // not yet
    }
  }

  private static TlsProxy nginx(Path directory, int instance)
      throws IOException, GeneralSecurityException {
    var http = Ports.reserve();
    var https = Ports.reserve();
    var certificate = TestCertificate.of("dns:" + TlsClient.NAME);
    var pem = writePem(certificate, directory);
    var page = Procedures.block("TLS with nginx", 0);
    page = replaced(page, UPSTREAM, "127.0.0.1:" + instance);
    page = replaced(page, "listen 80;", "listen 127.0.0.1:" + http + ";");
    page = replaced(page, "listen \\[::]:80;", "");
    page = replaced(page, "listen 443 ", "listen 127.0.0.1:" + https + " ");
    page = replaced(page, "listen \\[::]:443 .*;", "");
    page = replaced(page, "/etc/letsencrypt/.*/fullchain.pem", pem.toString());
    page = replaced(page, "/etc/letsencrypt/.*/privkey.pem", pem.toString());
    page = replaced(page, "/var/www/html", directory.toString());
    page = replaced(page, "/var/log/nginx", directory.toString());
    var process = Nginx.startWith(directory, https, page).process();
    return new TlsProxy(process, directory, http, TlsClient.trusting(pem, https));
  }

  /** A file with the certificate and its key. */
  private static Path writePem(TestCertificate certificate, Path directory)
      throws IOException, GeneralSecurityException {
    var password = TestCertificate.PASSWORD.toCharArray();
    var store = KeyStore.getInstance(certificate.store().toFile(), password);
    var text =
        pem("CERTIFICATE", store.getCertificate("one").getEncoded())
            + pem("PRIVATE KEY", store.getKey("one", password).getEncoded());
    return Files.writeString(directory.resolve("certificate.pem"), text);
  }

  private static String pem(String label, byte[] content) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(content));
  }

  @Override
  public void close() {
    process.close();
  }
}
