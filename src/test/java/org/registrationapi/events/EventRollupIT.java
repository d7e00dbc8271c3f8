package org.registrationapi.events;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.database.Database;
import org.registrationapi.testing.Migrations;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.TestDatabase;

/** The rollup job counts every event exactly once. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("applications")
class EventRollupIT {
  private static final String URL = TestDatabase.create();
  private static final Database DATABASE = TestDatabase.open(URL);
  private static final LocalDate DAY = LocalDate.of(2026, 1, 10);
  private static final Instant TEN = Instant.parse("2026-01-10T10:00:00Z");

  private final EventRollup rollup = new EventRollup(DATABASE.jdbi());

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  /** Deletes all events; the time before ten is counted. */
  @BeforeEach
  void begin() {
    TestDatabase.execute(URL, "truncate events, event_counts, event_totals");
    countedUntil("2026-01-10 10:00Z");
  }

  private static void countedUntil(String time) {
    TestDatabase.execute(URL, "update event_rollup set counted_until = '" + time + "'");
  }

  private static void registered(String time) {
    registered(7, time);
  }

  private static void registered(long serverId, String time) {
    insert(serverId, "registered", "gen_random_uuid()", time, "{}");
  }

  private static void insert(long serverId, String kind, String user, String time, String detail) {
    TestDatabase.execute(
        URL,
        "insert into events (server_id, id, user_id, kind, time, detail) "
            + "values (%d, gen_random_uuid(), %s, '%s', '%s', '%s')"
                .formatted(serverId, user, kind, time, detail));
  }

  /** The funnels as read at eight in the evening. */
  private static FunnelService funnels() {
    return new FunnelService(
        DATABASE.jdbi(), Clock.fixed(Instant.parse("2026-01-10T20:00:00Z"), ZoneOffset.UTC), true);
  }

  private static FunnelCounts read(long serverId, LocalDate day) {
    return funnels().of(serverId, day, day).totals();
  }

  private static long readRegistered() {
    var ofServer = read(7, DAY).registered();
    assertThat(funnels().ofAll().totals().registered()).isEqualTo(ofServer);
    assertThat(funnels().ever().getOrDefault(Stage.REGISTERED, 0L)).isEqualTo(ofServer);
    return ofServer;
  }

  private static String counted() {
    var counts = TestDatabase.query(URL, "select coalesce(sum(number), 0) from event_counts");
    assertThat(TestDatabase.query(URL, "select coalesce(sum(number), 0) from event_totals"))
        .isEqualTo(counts);
    return counts;
  }

  @Test
  void the_funnel_is_the_same_before_and_after_a_run() {
    registered("2026-01-10 10:30Z");
    registered("2026-01-10 11:30Z");
    registered("2026-01-10 12:30Z");
    assertThat(readRegistered()).isEqualTo(3);
    assertThat(counted()).isEqualTo("0");

    rollup.run(Instant.parse("2026-01-10T12:00:00Z"));

    assertThat(counted()).isEqualTo("2");
    assertThat(readRegistered()).isEqualTo(3);
  }

  @Test
  void a_repeated_run_counts_no_event_twice() {
    registered("2026-01-10 10:30Z");
    for (int i = 0; i < 3; i++) rollup.run(Instant.parse("2026-01-10T12:00:00Z"));
    rollup.run(TEN);

    assertThat(counted()).isEqualTo("1");
    assertThat(readRegistered()).isEqualTo(1);
  }

  @Test
  void each_run_adds_the_events_of_its_hour_to_the_counts_of_the_day() {
    registered("2026-01-10 10:30Z");
    rollup.run(Instant.parse("2026-01-10T11:00:00Z"));
    registered("2026-01-10 11:30Z");
    registered("2026-01-10 11:31Z");
    rollup.run(Instant.parse("2026-01-10T12:00:00Z"));

    assertThat(TestDatabase.query(URL, "select number from event_counts")).isEqualTo("3");
    assertThat(readRegistered()).isEqualTo(3);
  }

  @Test
  void an_event_exactly_on_the_hour_belongs_to_the_hour_that_begins() {
    registered("2026-01-10 10:00Z");
    registered("2026-01-10 10:59:59.999999Z");
    registered("2026-01-10 11:00Z");
    registered("2026-01-10 11:00:00.000001Z");

    rollup.run(Instant.parse("2026-01-10T11:00:00Z"));
    assertThat(counted()).isEqualTo("2");
    assertThat(readRegistered()).isEqualTo(4);

    rollup.run(Instant.parse("2026-01-10T12:00:00Z"));
    assertThat(counted()).isEqualTo("4");
    assertThat(readRegistered()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"2026-01-10T10:00:00Z", "2026-01-11T00:00:00Z", "2026-01-11T01:00:00Z"})
  void days_are_in_UTC_for_counted_and_uncounted_events(Instant end) {
    registered("2026-01-10 23:59:59.999999Z");
    registered("2026-01-11 00:00Z");
    registered("2026-01-11 00:30Z");

    rollup.run(end);

    assertThat(read(7, DAY).registered()).isEqualTo(1);
    assertThat(read(7, DAY.plusDays(1)).registered()).isEqualTo(2);
  }

  @Tag("one-postgresql")
  @Test
  void a_backlog_of_days_is_counted_in_many_short_transactions() {
    countedUntil("2026-01-05 09:17:31.25Z");
    for (int hour = 0; hour < 24; hour++) registered("2026-01-07 %02d:30Z".formatted(hour));
    TestDatabase.execute(
        URL,
        """
        create table moves (transaction xid8);
        create function note_move() returns trigger language plpgsql as $$
        begin insert into moves values (pg_current_xact_id()); return null; end $$;
        create trigger note_move after insert or update on event_counts
            for each row execute function note_move();
        """);

    rollup.run(TEN);

    TestDatabase.execute(URL, "drop trigger note_move on event_counts");
    assertThat(TestDatabase.query(URL, "select count(distinct transaction) from moves"))
        .isEqualTo("24");
    assertThat(read(7, LocalDate.of(2026, 1, 7)).registered()).isEqualTo(24);
    assertThat(
            TestDatabase.query(URL, "select counted_until = '2026-01-10 10:00Z' from event_rollup"))
        .isEqualTo("t");
  }

  @Test
  void concurrent_runs_of_two_instances_count_each_event_once() {
    countedUntil("2026-01-09 00:00Z");
    for (int hour = 0; hour < 24; hour++)
      for (int i = 0; i < 5; i++) registered(7 + i, "2026-01-09 %02d:30Z".formatted(hour));
    try (var other = TestDatabase.open(URL)) {
      Race.of(
          6,
          i -> {
            new EventRollup(i % 2 == 0 ? DATABASE.jdbi() : other.jdbi()).run(TEN);
            return i;
          });
    }

    rollup.run(TEN); // counts what a run left to another that had just ended
    assertThat(counted()).isEqualTo("120");
    assertThat(read(7, DAY.minusDays(1)).registered()).isEqualTo(24);
  }

  /** Each hour writes to every table; the trigger fails the first update of the given one. */
  @Tag("one-postgresql")
  @ParameterizedTest
  @CsvSource({
    "event_counts, raise exception 'no room', 1",
    "event_totals, raise exception 'no room', 1",
    "event_rollup, raise exception 'no room', 0",
    "event_counts, perform pg_terminate_backend(pg_backend_pid()), 1",
    "event_totals, perform pg_terminate_backend(pg_backend_pid()), 1",
    "event_rollup, perform pg_terminate_backend(pg_backend_pid()), 0"
  })
  void an_event_is_counted_once_even_if_the_job_fails_in_the_middle(
      String table, String end, String countedBefore) {
    var noon = Instant.parse("2026-01-10T12:00:00Z");
    registered("2026-01-10 10:30Z");
    registered("2026-01-10 11:30Z");
    TestDatabase.execute(
        URL,
        """
        create or replace function fail() returns trigger language plpgsql as
            $$ begin %s; return new; end $$;
        create trigger fail before update on %s for each row execute function fail();
        """
            .formatted(end, table));

    assertThatThrownBy(() -> rollup.run(noon)).isInstanceOf(JdbiException.class);
    TestDatabase.execute(URL, "drop trigger fail on " + table);
    assertThat(counted()).isEqualTo(countedBefore);
    assertThat(readRegistered()).isEqualTo(2);

    rollup.run(noon);
    assertThat(counted()).isEqualTo("2");
    assertThat(readRegistered()).isEqualTo(2);
  }

  @Test
  void the_job_does_nothing_while_another_instance_counts() throws SQLException {
    var noon = Instant.parse("2026-01-10T12:00:00Z");
    registered("2026-01-10 10:30Z");
    try (var other = DriverManager.getConnection(URL, "postgres", "");
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select * from event_rollup for update");
      rollup.run(noon);
      other.rollback();
    }
    assertThat(counted()).isEqualTo("0");

    rollup.run(noon);
    assertThat(counted()).isEqualTo("1");
  }

  @Test
  void an_event_committed_after_a_run_is_counted_by_a_later_run() throws SQLException {
    TestDatabase.execute(URL, "update event_rollup set counted_until = now() - interval '5 hours'");
    try (var request = DriverManager.getConnection(URL, "postgres", "");
        var statement = request.createStatement()) {
      request.setAutoCommit(false);
      statement.execute(
          "insert into events (server_id, id, kind) values (7, gen_random_uuid(), 'registered')");
      rollup.run();
      assertThat(funnels().ever()).isEmpty();
      request.commit();
    }
    assertThat(funnels().ever()).containsExactly(entry(Stage.REGISTERED, 1L));

    rollup.run(Instant.now().plus(Duration.ofHours(3)));
    assertThat(counted()).isEqualTo("1");
    assertThat(funnels().ever()).containsExactly(entry(Stage.REGISTERED, 1L));
  }

  @Test
  void events_of_the_last_hour_by_the_databases_clock_are_not_counted_yet() {
    TestDatabase.execute(
        URL,
        """
        update event_rollup set counted_until = now() - interval '5 hours';
        insert into events (server_id, id, kind, time)
        select 7, gen_random_uuid(), kind, now() - age
          from (values ('registered', interval '2 hours'), ('activated', interval '30 minutes')) as e (kind, age)
        """);

    rollup.run();

    assertThat(TestDatabase.query(URL, "select string_agg(kind, ' ') from event_counts"))
        .isEqualTo("registered");
    assertThat(funnels().ever()).containsOnlyKeys(Stage.REGISTERED, Stage.ACTIVATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-10T10:00:00Z", "2026-01-10T12:00:00Z"})
  void only_validation_mails_of_a_user_are_counted(Instant end) {
    var time = "2026-01-10 10:30Z";
    insert(7, "mail_sent", "gen_random_uuid()", time, "{\"mail\": \"validation\"}");
    insert(7, "mail_sent", "gen_random_uuid()", time, "{\"mail\": \"password_reset\"}");
    insert(7, "mail_bounced", "gen_random_uuid()", time, "{\"mail\": \"attempt\"}");
    insert(7, "mail_failed", "null", time, "{\"mail\": \"validation\"}");
    insert(7, "authentication_failed", "null", time, "{}");

    rollup.run(end);

    assertThat(read(7, DAY)).isEqualTo(new FunnelCounts(0, 1, 0, 0, 0, 0, 0, 0));
    assertThat(funnels().ever()).containsOnlyKeys(Stage.SENT);
  }

  @Tag("one-postgresql")
  @Test
  void the_funnel_does_not_change_while_the_job_runs() {
    countedUntil("2026-01-10 00:00Z");
    for (int hour = 0; hour < 24; hour++) registered("2026-01-10 %02d:30Z".formatted(hour));

    var results =
        Race.of(
            3,
            i -> {
              if (i == 0) rollup.run(Instant.parse("2026-01-11T00:00:00Z"));
              return IntStream.range(0, 100)
                  .mapToLong(
                      n -> read(7, DAY).registered() + funnels().ever().get(Stage.REGISTERED))
                  .distinct()
                  .boxed()
                  .toList();
            });

    assertThat(results).containsOnly(List.of(48L));
  }

  @Tag("one-postgresql")
  @Test
  void counts_from_before_the_events_table_are_migrated() {
    var url = TestDatabase.createEmpty();
    var flyway = Migrations.of(url);
    flyway.target("10").load().migrate();
    TestDatabase.execute(
        url,
        """
        insert into funnel_counts (server_id, day, stage, slot, number)
        values (7, '2026-01-10', 'registered', 0, 3), (7, '2026-01-10', 'registered', 5, 4),
               (7, '2026-01-10', 'spam', 1, 1), (7, '2026-01-09', 'activated', 0, 2),
               (0, '2026-01-10', 'registered', 0, 30), (0, '2026-01-10', 'registered', 5, 40),
               (0, '2026-01-10', 'sent', 5, 8), (0, '2020-02-29', 'failed', 0, 9)
        """);
    try (var database = TestDatabase.open(url)) {
      var funnels =
          new FunnelService(
              database.jdbi(),
              Clock.fixed(Instant.parse("2026-01-10T20:00:00Z"), ZoneOffset.UTC),
              true);

      assertThat(funnels.of(7, DAY, DAY).totals())
          .isEqualTo(new FunnelCounts(7, 0, 0, 0, 0, 0, 1, 0));
      assertThat(funnels.of(7, DAY.minusDays(1), DAY.minusDays(1)).totals().activated())
          .isEqualTo(2);
      assertThat(funnels.ever())
          .containsOnly(
              entry(Stage.REGISTERED, 70L), entry(Stage.SENT, 8L), entry(Stage.FAILED, 9L));
    }
  }
}
