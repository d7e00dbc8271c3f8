package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several instances on one PostgreSQL. */
class TwoInstancesIT {
  private static final int MAILS = 10_000;

  @Test
  void ten_thousand_mails_of_two_instances_reach_Mailjet_once_each() {
    try (var first = TestApp.start(Map.of())) {
      try (var second =
          TestApp.startOn(first.databaseUrl, Map.of("MAILJET_URL", first.mailjet.url()))) {
        MailRows.insert(first, MAILS);

        await()
            .atMost(Duration.ofMinutes(3))
            .until(
                () -> first.query("select count(*) from mails where status <> 'sent'"),
                "0"::equals);
        assertThat(second.mailjet.calls()).isEmpty();
      }
      var ids =
          first.mailjet.calls().stream()
              .flatMap(call -> call.messages().stream())
              .map(message -> message.path("CustomID").asText())
              .toList();
      assertThat(ids).hasSize(MAILS);
      assertThat(new HashSet<>(ids)).hasSize(MAILS);
    }
  }

  @Test
  void two_that_start_at_once_on_an_empty_database_make_one_server() {
    var database = TestDatabase.create();

    var apps = Race.of(2, i -> TestApp.startOn(database, Map.of()));

    try {
      assertThat(apps.get(0).query("select count(*) from servers")).isEqualTo("1");
      assertThat(apps)
          .allSatisfy(app -> assertThat(app.http().get("/users").status()).isEqualTo(200));
    } finally {
      Stream.of(apps.get(0), apps.get(1)).forEach(TestApp::close);
    }
  }
}
