package org.registrationapi.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.kit.AppProcess;
import org.registrationapi.kit.SmtpStub;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestCertificate;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.TestHttp;

/** The real process with the settings of OPERATIONS.md, and a certificate of one's own. */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("processes")
class SmtpProcessIT {
  @TempDir private Path directory;

  private static Map<String, String> settings(SmtpStub smtp, TestCertificate certificate) {
    var settings = new HashMap<>(smtp.settings());
    settings.computeIfPresent("SMTP_URL", (name, url) -> url.replace("smtp:", "smtps:"));
    settings.putAll(Map.of("DATABASE_URL", TestDatabase.create(), "DATABASE_PASSWORD", "none"));
    settings.put(
        "JDK_JAVA_OPTIONS",
        "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
            .formatted(certificate.store(), TestCertificate.PASSWORD));
    return settings;
  }

  @Test
  void it_sends_over_TLS_to_a_server_that_the_JVM_trusts_and_does_not_print_the_password() {
    var certificate = TestCertificate.of("ip:127.0.0.1");
    var email = newAddress();
    try (var smtp =
            new SmtpStub(
                SmtpStub.Tls.AT_ONCE,
                certificate.sockets(),
                letter -> ParsedMail.learnSecrets(letter.text()));
        var run = AppProcess.start(directory, settings(smtp, certificate))) {
      run.awaitBanner();
      var http = new TestHttp(run.port()).withKey(run.key());

      assertThat(http.post("/users", TestApp.registration(email)).status()).isEqualTo(201);

      await().until(() -> smtp.lettersTo(email).size() == 1);
      assertThat(run.printed())
          .doesNotContain("Mailbox", SmtpStub.PASSWORD, "the%2Fpassword", "/validation/");
    }
  }
}
