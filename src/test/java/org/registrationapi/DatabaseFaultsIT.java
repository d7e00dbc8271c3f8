package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.TestApp.newAddress;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is stopped, restarted, frozen and fenced under load: nothing is lost or doubled. */
class DatabaseFaultsIT {
  /** How long it stays stopped, in seconds; a minute is for those who have the patience. */
  private static final Duration STOPPED = Duration.ofSeconds(Integer.getInteger("outage.seconds"));

  /** How long every other fault lasts. */
  private static final Duration SHORT = Duration.ofSeconds(3);

  private static final Duration ANSWER = Duration.ofSeconds(3);
  private static final Duration RECOVERY = Duration.ofSeconds(5);

  @TempDir private Path directory;

  private final Map<String, String> figures = new LinkedHashMap<>();

  private record Fault(String name, Duration lasts, Runnable begin, Runnable end) {}

  private static List<Fault> faults(TestPostgres postgres) {
    return List.of(
        new Fault("stopped", STOPPED, postgres::stopFast, postgres::start),
        new Fault("fallen over", SHORT, postgres::stopImmediately, postgres::start),
        new Fault("frozen", SHORT, postgres::freeze, postgres::thaw),
        new Fault("fenced", SHORT, postgres::fence, postgres::unfence),
        new Fault(
            "fenced, connections cut",
            SHORT,
            () -> {
              postgres.fence();
              postgres.hangUp();
            },
            postgres::unfence));
  }

  @Test
  void under_load_every_fault_is_answered_503_and_every_registration_happens_once()
      throws InterruptedException {
    try (var postgres = new TestPostgres(directory.resolve("postgresql"), Map.of());
        var app = TestApp.startOn(postgres.url(), Map.of())) {
      var known = newAddress();
      app.registered(known);
      app.mailjet.answer(call -> remember(app, call));
      try (var load = FaultLoad.start(app, known)) {
        for (var fault : faults(postgres)) suffer(fault, app, load);
        var registered = load.stop();
        assertEachOnce(app, postgres, registered);
        System.out.println(figures + " " + load.figures() + " users=" + registered.size());
      }
      await().untilAsserted(() -> assertThat(app.activeConnections()).isZero());
      await().untilAsserted(() -> assertThat(threadsOfTrouble()).isEmpty());
    }
  }

  /** Mailjet's memory: what it was given, it can be asked after. */
  private static MailjetStub.Answer remember(TestApp app, MailjetStub.Call call) {
    if (!call.method().equals("GET")) return MailjetStub.acceptAll(call);
    return MailjetStub.Answer.found(
        messages(app).anyMatch(m -> call.path().contains(m.path("CustomID").asText())));
  }

  private static java.util.stream.Stream<com.fasterxml.jackson.databind.JsonNode> messages(
      TestApp app) {
    return app.mailjet.calls().stream().flatMap(call -> call.messages().stream());
  }

  private void suffer(Fault fault, TestApp app, FaultLoad load) {
    var before = System.nanoTime();
    await().until(() -> load.hasRegisteredSince(before));
    var refusals = load.refusals();
    load.faultBegins();
    fault.begin().run();
    var begin = System.nanoTime();
    while (System.nanoTime() - begin < fault.lasts().toNanos()) {
      assertThat(app.anybody().get("/health/live").status()).isEqualTo(200);
      var asked = System.nanoTime();
      var ready = app.anybody().get("/health/ready");
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(ANSWER);
      assertThat(FaultLoad.isUnavailable(ready)).as(fault.name()).isTrue();
      await().pollDelay(Duration.ofMillis(100)).until(() -> true);
    }
    assertThat(load.refusals())
        .as("requests refused while " + fault.name())
        .isGreaterThan(refusals);
    fault.end().run();
    recover(fault.name(), app, load);
  }

  private void recover(String fault, TestApp app, FaultLoad load) {
    var back = System.nanoTime();
    var patience = await().alias(fault).pollInterval(Duration.ofMillis(50));
    patience.atMost(RECOVERY).until(() -> load.hasRegisteredSince(back));
    var success = Duration.ofNanos(System.nanoTime() - back).toMillis();
    var email = newAddress();
    patience.atMost(RECOVERY).until(() -> app.register(email).status() == 201);
    patience.atMost(RECOVERY).until(() -> !app.mailjet.messagesTo(email).isEmpty());
    patience.atMost(RECOVERY).until(() -> app.anybody().get("/health/ready").status() == 200);
    assertThat(Duration.ofMillis(load.longestMillis())).as(fault).isLessThan(ANSWER);
    figures.put(fault, "first success after " + success + " ms");
  }

  private static void assertEachOnce(TestApp app, TestPostgres postgres, Set<String> registered) {
    assertThat(registered).isNotEmpty();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              // the lease is over of what was on its way 5 s ago; what still is, nobody may touch
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
    var mailed = messages(app).map(m -> m.at("/To/0/Email").asText()).toList();
    assertThat(mailed).containsAll(registered).doesNotHaveDuplicates();
  }

  private static List<String> addresses(TestPostgres postgres, String table) {
    var user = table.equals("users") ? "t.id" : "t.user_id";
    var all =
        postgres.query(
            "select string_agg(u.email, ',') from %s t join users u on u.id = %s"
                .formatted(table, user));
    return List.of(all.split(","));
  }

  private static List<String> threadsOfTrouble() {
    var names = new ArrayList<String>();
    for (var thread : Thread.getAllStackTraces().keySet())
      if (thread.getName().startsWith("database-watch")
          || thread.getName().startsWith("PostgreSQL JDBC")) names.add(thread.getName());
    return names;
  }
}
