package org.registrationapi.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.registrationapi.kit.AppProcess;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.TestHttp;

/** Two instances on Debian's PgBouncer in transaction mode, configured as documented. */
class PgBouncerHaIT {
  private static final int USERS = 200;
  private static final int AT_ONCE = 20;

  @TempDir private Path directory;
  private MailjetStub mailjet;
  private String direct;
  private PgBouncer bouncer;
  private AppProcess first;
  private AppProcess second;

  @BeforeEach
  void start() throws IOException {
    mailjet = new MailjetStub();
    direct = TestDatabase.createEmpty();
    bouncer = PgBouncer.start(directory, direct);
    var instances = Instances.on(bouncer.url(), mailjet, directory);
    first = instances.start();
    second = instances.start(); // both migrate at once
    first.awaitReady();
    second.awaitReady();
  }

  @AfterEach
  void stop() {
    second.close();
    first.close();
    bouncer.close();
    mailjet.close();
  }

  private static TestHttp of(AppProcess instance) {
    return new TestHttp(instance.port()).withKey(TestApp.API_KEY);
  }

  @Test
  void users_register_activate_and_sign_in_at_both_instances() {
    var answers = Race.of(AT_ONCE, i -> registerMany(i % 2 == 0 ? first : second, USERS / AT_ONCE));

    assertThat(answers.stream().flatMap(List::stream)).hasSize(USERS).containsOnly(201);
    var email = newAddress();
    assertThat(of(first).post("/users", registration(email)).status()).isEqualTo(201);
    var mail = await().until(() -> mailjet.messagesTo(email), found -> !found.isEmpty()).get(0);
    var link = new TestApp.ReceivedMail(mail, email).link();
    assertThat(of(second).post(link).status()).isEqualTo(200);
    assertThat(of(first).post("/users/authenticate", registration(email)).status()).isEqualTo(200);
    assertThat(TestDatabase.query(direct, "select count(*) from users"))
        .isEqualTo("" + (USERS + 1));
    await()
        .until(
            () ->
                TestDatabase.query(
                    direct, "select count(*) from mails where status not in ('sent', 'delivered')"),
            "0"::equals);
    for (var instance : List.of(first, second))
      assertThat(instance.printed()).doesNotContain(" ERROR ", " WARN ");
    assertThat(bouncer.printed()).doesNotContain("unsupported", "ERROR");
  }

  private static List<Integer> registerMany(AppProcess instance, int count) {
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(i -> register(instance, newAddress()))
        .toList();
  }

  /** A request that is answered 503 is sent again: on a busy machine hashing may take too long. */
  private static int register(AppProcess instance, String email) {
    return await()
        .until(
            () -> of(instance).post("/users", registration(email)).status(),
            status -> status != 503);
  }

  @Test
  void the_limits_of_a_statement_hold_and_a_locked_table_is_503() throws SQLException {
    var limits = "select current_setting('statement_timeout') || current_setting('lock_timeout')";
    assertThat(TestDatabase.query(bouncer.url(), limits)).isEqualTo("1500ms1250ms");
    try (var connection = DriverManager.getConnection(direct)) {
      connection.setAutoCommit(false);
      connection.createStatement().execute("lock table users");

      var answer = of(first).get("/users/" + newAddress());

      assertThat(answer.code()).isEqualTo("database_unavailable");
      connection.rollback();
    }
    await().until(() -> of(first).get("/users").status(), status -> status == 200);
  }

  @Test
  void many_connections_of_the_instances_share_few_of_PostgreSQL() {
    Race.of(AT_ONCE, i -> registerMany(i % 2 == 0 ? first : second, 5));

    var connections =
        "select count(*) <= 8 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
    assertThat(TestDatabase.query(direct, connections)).isEqualTo("t");
    assertThat(
            TestDatabase.query(direct, "select count(*) from pg_locks where locktype = 'advisory'"))
        .isEqualTo("0");
  }
}
