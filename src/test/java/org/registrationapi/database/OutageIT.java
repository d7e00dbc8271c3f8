package org.registrationapi.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.status.MetricsIT;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestPostgres;

/** PostgreSQL stops and starts again while the service runs. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("outage")
class OutageIT {
  @TempDir private Path files;

  @Test
  void requests_get_503_during_an_outage_and_succeed_after_it() {
    var email = newAddress();
    try (var postgres = new TestPostgres(files.resolve("postgresql"), Map.of());
        var app = TestApp.startOn(postgres.url(), Map.of())) {
      app.register(email);
      app.userOnceSent(email);
      postgres.stopFast();

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

      postgres.start();

      await().until(() -> app.http().get("/users/" + email).status() == 200);
      app.registered(newAddress());
    }
  }

  @Test
  void metrics_keep_the_last_known_counts_during_an_outage() {
    try (var postgres = new TestPostgres(files.resolve("postgresql"), Map.of());
        var app = TestApp.startOn(postgres.url(), Map.of())) {
      assertThat(app.register(newAddress()).status()).isEqualTo(201);
      var registered = "registration_funnel_total{stage=\"registered\"} 1.0";
      await().until(() -> MetricsIT.has(app.admin().get("/metrics").body(), registered));
      postgres.stopFast();

      await()
          .pollInterval(Duration.ofMillis(500)) // each answer takes both cores of a small machine
          .until(
              () ->
                  MetricsIT.has(
                      app.admin().get("/metrics").body(), "registration_database_up 0.0"));
      assertThat(app.admin().get("/metrics").status()).isEqualTo(200);
      assertThat(app.admin().get("/metrics").body().lines())
          .contains(registered)
          .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"));
    }
  }
}
