package org.registrationapi.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.testing.FaultLoad;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestPostgres;

/** PostgreSQL is stopped, crashed, frozen and fenced under load: nothing is lost or doubled. */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("outage")
class DatabaseFaultsIT {
  /** Number of health checks during each fault. */
  private static final int CHECKS = 20;

  private static final int CHECKS_OF_A_MINUTE = 600;

  private static final Duration PAUSE = Duration.ofMillis(100);

  @TempDir private Path directory;

  private final Map<String, String> figures = new LinkedHashMap<>();

  private record Fault(String name, int checks, Runnable begin, Runnable end) {}

  private static List<Fault> faults(TestPostgres postgres) {
    return List.of(
        new Fault("stopped for a minute", CHECKS_OF_A_MINUTE, postgres::stopFast, postgres::start),
        new Fault("crashed", CHECKS, postgres::stopImmediately, postgres::start),
        new Fault("frozen", CHECKS, postgres::freeze, postgres::thaw),
        new Fault("fenced", CHECKS, postgres::fence, postgres::unfence),
        new Fault(
            "fenced, connections cut",
            CHECKS,
            () -> {
              postgres.fence();
              postgres.hangUp();
            },
            postgres::unfence));
  }

  @Test
  void faults_under_load_are_answered_503_and_each_registration_happens_once()
      throws InterruptedException {
    try (var postgres = new TestPostgres(directory.resolve("postgresql"), Map.of());
        var app = TestApp.startOn(postgres.url(), Map.of())) {
      var known = newAddress();
      app.registered(known);
      try (var load = FaultLoad.start(app, known)) {
        for (var fault : faults(postgres)) runFault(fault, app, load);
        var registered = load.stop();
        assertEachOnce(app, postgres, registered);
        System.out.println(figures + " " + load.figures() + " users=" + registered.size());
      }
      await().untilAsserted(() -> assertThat(app.activeConnections()).isZero());
      await().untilAsserted(() -> assertThat(leakedThreads()).isEmpty());
    }
  }

  private void runFault(Fault fault, TestApp app, FaultLoad load) {
    var before = System.nanoTime();
    await().until(() -> load.hasRegisteredSince(before));
    var refusals = load.refusals();
    fault.begin().run();
    for (int i = 0; i < fault.checks(); i++) {
      assertThat(app.anybody().get("/health/live").status()).isEqualTo(200);
      var ready = app.anybody().get("/health/ready");
      assertThat(FaultLoad.isUnavailable(ready)).as(fault.name()).isTrue();
      await().pollDelay(PAUSE).until(() -> true);
    }
    await().alias("requests refused while " + fault.name()).until(() -> load.refusals() > refusals);
    fault.end().run();
    recover(fault.name(), app, load);
  }

  private void recover(String fault, TestApp app, FaultLoad load) {
    var back = System.nanoTime();
    await().alias(fault).until(() -> load.hasRegisteredSince(back));
    var success = Duration.ofNanos(System.nanoTime() - back).toMillis();
    var email = newAddress();
    await().alias(fault).until(() -> app.register(email).status() == 201);
    await().alias(fault).until(() -> !app.mailjet.messagesTo(email).isEmpty());
    await().alias(fault).until(() -> app.anybody().get("/health/ready").status() == 200);
    figures.put(fault, "first success after " + success + " ms");
  }

  private static void assertEachOnce(TestApp app, TestPostgres postgres, Set<String> registered) {
    assertThat(registered).isNotEmpty();
    await()
        .until(
            () -> {
              // expires leases older than 5 s; newer claims may still be on their way
              app.sql(
                  """
                  update mails set next_attempt_at = now()
                   where claim_id is not null and next_attempt_at < now() + interval '85 s'
                  """);
              return app.query("select count(*) from mails where status <> 'sent'").equals("0");
            });
    for (var table : List.of("users", "validations", "mails"))
      assertThat(addresses(postgres, table))
          .as(table)
          .containsAll(registered)
          .doesNotHaveDuplicates();
    assertThat(app.mailjet.values("/To/0/Email")).containsAll(registered).doesNotHaveDuplicates();
  }

  private static List<String> addresses(TestPostgres postgres, String table) {
    var user = table.equals("users") ? "t.id" : "t.user_id";
    var all =
        postgres.query(
            "select string_agg(u.email, ',') from %s t join users u on u.id = %s"
                .formatted(table, user));
    return List.of(all.split(","));
  }

  private static List<String> leakedThreads() {
    var names = new ArrayList<String>();
    for (var thread : Thread.getAllStackTraces().keySet())
      if (thread.getName().startsWith("database-watch")
          || thread.getName().startsWith("PostgreSQL JDBC")) names.add(thread.getName());
    return names;
  }
}
