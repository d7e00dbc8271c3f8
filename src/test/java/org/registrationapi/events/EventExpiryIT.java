package org.registrationapi.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.database.Database;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.WithinOneDay;

/** Events are deleted once they are too old and counted; counts are kept longer. */
@ExtendWith(WithinOneDay.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("applications")
class EventExpiryIT {
  private static final String URL = TestDatabase.create();
  private static final Database DATABASE = TestDatabase.open(URL);

  private final EventExpiry expiry = new EventExpiry(DATABASE.jdbi(), Duration.ofDays(30));

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void reset() {
    TestDatabase.execute(
        URL,
        """
        truncate events, event_counts, event_totals;
        update event_rollup set counted_until = now() - interval '2 hours';
        """);
  }

  private static void event(String age) {
    TestDatabase.execute(
        URL,
        "insert into events (server_id, id, kind, time) "
            + "values (7, gen_random_uuid(), 'updated', now() - interval '%s')".formatted(age));
  }

  private static String count(String table) {
    return TestDatabase.query(URL, "select count(*) from " + table);
  }

  @Test
  void only_events_older_than_the_limit_are_deleted() {
    event("31 days");
    event("30 days 1 minute");
    event("29 days 23:59:00");
    event("0");

    expiry.run();

    assertThat(count("events where time < now() - interval '30 days'")).isEqualTo("0");
    assertThat(count("events")).isEqualTo("2");
  }

  @Test
  void uncounted_events_are_not_deleted() {
    TestDatabase.execute(URL, "update event_rollup set counted_until = now() - interval '40 days'");
    event("41 days");
    event("39 days");

    expiry.run();

    assertThat(count("events")).isEqualTo("1");
    assertThat(count("events where time > now() - interval '40 days'")).isEqualTo("1");
  }

  @Tag("one-postgresql")
  @Test
  void a_transaction_deletes_the_events_of_at_most_one_hour() {
    TestDatabase.execute(
        URL,
        """
        create table deletions (transaction xid8, time timestamptz);
        create function note_deletion() returns trigger language plpgsql as $$
        begin insert into deletions values (pg_current_xact_id(), old.time); return null; end $$;
        create trigger note_deletion after delete on events
            for each row execute function note_deletion();
        insert into events (server_id, id, kind, time)
        select n % 3, gen_random_uuid(), 'updated', now() - interval '40 days' - n * interval '7 minutes'
          from generate_series(1, 100) n;
        """);

    expiry.run();

    TestDatabase.execute(URL, "drop trigger note_deletion on events");
    assertThat(count("events")).isEqualTo("0");
    assertThat(count("deletions")).isEqualTo("100");
    assertThat(
            TestDatabase.query(
                URL,
                """
                select max(span) < interval '1 hour'
                  from (select max(time) - min(time) as span from deletions group by transaction) as t
                """))
        .isEqualTo("t");
  }

  @Test
  void counts_of_a_server_are_kept_for_400_days_and_totals_for_ever() {
    TestDatabase.execute(
        URL,
        """
        insert into event_counts (server_id, day, kind, number)
        select server_id, (now() at time zone 'utc')::date - days, 'registered', 1
          from generate_series(1, 3) as server_id, unnest(array[0, 399, 400, 401, 402, 900]) as days;
        insert into event_totals (day, kind, number)
        select day, kind, sum(number) from event_counts group by day, kind;
        """);

    expiry.run();

    assertThat(count("event_counts")).isEqualTo("9");
    assertThat(count("event_counts where day < (now() at time zone 'utc')::date - 400"))
        .isEqualTo("0");
    assertThat(count("event_totals")).isEqualTo("6");
  }

  @Test
  void an_instance_counts_and_deletes_events_when_it_starts() {
    var url = TestDatabase.create();
    try (var first = TestApp.startOn(url, Map.of())) {
      first.sql(
          """
          update event_rollup set counted_until = now() - interval '51 hours';
          insert into events (server_id, id, kind, time)
          select 1, gen_random_uuid(), 'registered', now() - (hours + 0.5) * interval '1 hour'
            from generate_series(0, 49) as hours
          """);
    }
    try (var second = TestApp.startOn(url, Map.of("EVENTS_TTL", "1d"))) {
      await().until(() -> second.query("select count(*) from events"), "24"::equals);

      assertThat(second.query("select sum(number) from event_totals where kind = 'registered'"))
          .isIn("48", "49");
      assertThat(
              second
                  .admin()
                  .get("/servers/localhost/funnel")
                  .json()
                  .at("/totals/registered")
                  .asInt())
          .isEqualTo(50);
    }
  }
}
