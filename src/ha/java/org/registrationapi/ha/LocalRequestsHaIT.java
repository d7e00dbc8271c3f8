package org.registrationapi.ha;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.kit.AppProcess;
import org.registrationapi.kit.ChildProcess;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.kit.Ports;
import org.registrationapi.kit.Postgres;
import org.registrationapi.secrets.OwnerOnly;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.TestHttp;

/** Requests through a HAProxy or nginx on the same machine do not count as local. */
class LocalRequestsHaIT {
  @TempDir private Path directory;

  private static TestHttp.Answer get(int port, String path) {
    return TestHttp.unchecked(port).with("X-Requested-With", "docs").get(path);
  }

  @Test
  void through_the_documented_HAProxy_nothing_is_open() throws IOException {
    try (var mailjet = new MailjetStub();
        var instance = Instances.on(TestDatabase.create(), mailjet, directory).start();
        var proxy = Haproxy.start(directory, List.of(instance.port()))) {
      instance.awaitReady();
      awaitServing(proxy.process(), proxy.port());

      assertNothingIsOpen(proxy.port());
    }
  }

  /** The proxy adds no header, and the client chooses the host. */
  @Test
  void through_a_HAProxy_without_any_option_nothing_is_open() throws IOException {
    try (var mailjet = new MailjetStub();
        var instance = embedded(mailjet)) {
      var port = Ports.reserve();
      try (var proxy = bareProxy(port, instance.port())) {
        awaitServing(proxy, port);

        assertNothingIsOpen(port);
      }
    }
  }

  /** Without any header set, nginx sends the host that it connects to: localhost. */
  @ParameterizedTest
  @ValueSource(strings = {"", Nginx.PROXY_PARAMS})
  void through_an_nginx_nothing_is_open(String headers) throws IOException {
    try (var mailjet = new MailjetStub();
        var instance = embedded(mailjet);
        var proxy = Nginx.start(directory, instance.port(), headers)) {
      awaitServing(proxy.process(), proxy.port());

      assertNothingIsOpen(proxy.port());
    }
  }

  /** An instance with the embedded database, Mailjet's keys and a public URL. */
  private AppProcess embedded(MailjetStub mailjet) throws IOException {
    var settings = new HashMap<>(mailjet.settings());
    settings.put("PUBLIC_URL", "https://register.example.com");
    var data = directory.resolve("data");
    OwnerOnly.createDirectories(data);
    Files.createSymbolicLink(data.resolve("binaries"), Postgres.directory());
    var instance = AppProcess.start(directory, settings);
    instance.awaitBanner();
    return instance;
  }

  private ChildProcess bareProxy(int port, int behind) throws IOException {
    var file =
        Files.writeString(
            directory.resolve("bare.cfg"),
            """
            defaults
              mode http
              timeout connect 5s
              timeout client 60s
              timeout server 60s
            listen web
              bind 127.0.0.1:%d
              server web1 127.0.0.1:%d
            """
                .formatted(port, behind));
    var command = List.of("haproxy", "-db", "-f", file.toString());
    return ChildProcess.start(command, directory, Map.of(), directory.resolve("bare.log"));
  }

  private static void awaitServing(ChildProcess proxy, int port) {
    proxy.await(() -> isServing(port));
  }

  private static boolean isServing(int port) {
    try {
      return get(port, "/health/live").status() == 200;
    } catch (java.io.UncheckedIOException e) {
      return false; // it does not listen yet
    }
  }

  private static void assertNothingIsOpen(int port) {
    assertThat(get(port, "/metrics").status()).isEqualTo(401);
    assertThat(get(port, "/status").status()).isEqualTo(401);
    assertThat(get(port, "/mailbox").status()).isEqualTo(404);
    assertThat(get(port, "/docs/key").status()).isEqualTo(404);
    var initializer = get(port, "/docs/swagger-initializer.js");
    assertThat(initializer.status()).isEqualTo(200);
    assertThat(initializer.body()).doesNotContain("reg_");
  }
}
