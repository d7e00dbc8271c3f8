package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.TestApp.newAddress;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL goes away under us, and comes back. */
class OutageIT {
  @TempDir private Path files;

  private EmbeddedPostgres postgres(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(files.resolve("postgresql"))
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  @Test
  void without_its_database_everything_answers_503_and_recovers_by_itself() throws IOException {
    Files.createDirectories(files);
    var postgres = postgres(0);
    var port = postgres.getPort();
    var email = newAddress();
    try (var app = TestApp.startOn("jdbc:postgresql://127.0.0.1:" + port + "/postgres", Map.of())) {
      app.register(email);
      app.userOnceSent(email);
      postgres.close();

      var answer = app.http().get("/users");
      assertThat(answer.header("Retry-After")).isEqualTo("5");
      assertThat(answer.body())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Service Unavailable","status":503,\
              "detail":"The database does not answer.","code":"database_unavailable","request_id":"%s"}"""
                  .formatted(answer.header("X-Request-Id")));
      assertThat(app.register(newAddress()).code()).isEqualTo("database_unavailable");
      assertThat(app.anybody().get("/health/ready").code()).isEqualTo("database_unavailable");
      assertThat(app.anybody().get("/health/live").status()).isEqualTo(200);

      try (var back = postgres(port)) {
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> app.http().get("/users/" + email).status() == 200);
        app.registered(newAddress());
        assertThat(back.getPort()).isEqualTo(port);
      }
    }
  }
}
