package org.registrationapi.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.registrationapi.testing.FaultLoad;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestPostgres;
import org.registrationapi.testing.TestProxy;

/** The network to PostgreSQL cuts connections at the worst moment, or stops answering. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("outage")
class DatabaseNetworkIT {
  @TempDir private static Path directory;
  private static TestPostgres postgres;
  private static TestProxy proxy;
  private static TestApp app;

  @BeforeAll
  static void start() {
    postgres = new TestPostgres(directory.resolve("postgresql"), Map.of());
    proxy = new TestProxy(postgres);
    app = TestApp.startOn(proxy.url(), Map.of());
  }

  @AfterAll
  static void stop() throws IOException {
    app.close();
    proxy.close();
    postgres.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_retried_registration_of_unknown_outcome_makes_one_user_and_one_mail(TestProxy.Cut cut) {
    var email = newAddress();
    var http = app.http().with("Idempotency-Key", email);
    var cutsBefore = proxy.cuts();
    proxy.cutNext(cut);

    var unknown = http.post("/users", registration(email));
    var stored = postgres.query("select count(*) from users where email = '" + email + "'");
    var answer =
        await().until(() -> http.post("/users", registration(email)), a -> a.status() != 503);

    assertThat(proxy.cuts()).isEqualTo(cutsBefore + 1);
    assertThat(FaultLoad.isUnavailable(unknown)).isTrue();
    assertThat(stored).isEqualTo(cut == TestProxy.Cut.AFTER_COMMIT ? "1" : "0");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(app.userOnceSent(email).path("id")).isEqualTo(answer.json().path("id"));
    for (var table : List.of("validations", "mails"))
      assertThat(
              postgres.query(
                  "select count(*) from %s where user_id = '%s'"
                      .formatted(table, answer.json().path("id").asText())))
          .as(table)
          .isEqualTo("1");
    assertThat(postgres.query("select count(*) from users where email = '" + email + "'"))
        .isEqualTo("1");
    assertThat(app.mailjet.messagesTo(email)).hasSize(1);
  }

  @Test
  void requests_get_503_while_the_network_is_silent_and_succeed_afterwards() {
    var email = newAddress();
    app.registered(email);
    proxy.mute();
    for (int i = 0; i < 2; i++) {
      assertUnavailable("/health/ready");
      assertUnavailable("/users/" + email);
      assertUnavailable("/mails/statistics");
    }
    assertThat(app.anybody().get("/health/live").status()).isEqualTo(200);

    proxy.unmute();

    await().until(() -> app.http().get("/users/" + email).status() == 200);
    await().until(() -> app.anybody().get("/health/ready").status() == 200);
    app.registered(newAddress());
    await().untilAsserted(() -> assertThat(app.activeConnections()).isZero());
  }

  private static void assertUnavailable(String path) {
    var http = path.startsWith("/mails") ? app.admin() : app.http();
    assertThat(FaultLoad.isUnavailable(http.get(path))).as(path).isTrue();
  }
}
