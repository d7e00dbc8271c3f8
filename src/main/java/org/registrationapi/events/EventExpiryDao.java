package org.registrationapi.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Deletes old events and counts. */
interface EventExpiryDao {
  /** The time before which all events are counted and older than this many seconds. */
  @SqlQuery(
      """
      select least(counted_until, now() - make_interval(secs => :seconds))
        from event_rollup
      """)
  Instant expired(long seconds);

  /** The time of the oldest event in a period, its end excluded. */
  @SqlQuery("select min(time) from events where time >= :from and time < :until")
  Optional<Instant> oldestEvent(Instant from, Instant until);

  /** The number of events before a time. */
  @SqlQuery("select count(*) from events where time < :until")
  long count(Instant until);

  /** Deletes the events of a period, its end excluded. */
  @SqlUpdate("delete from events where time >= :from and time < :until")
  int deleteEvents(Instant from, Instant until);

  /** The oldest day with counts that is more than this many days ago. */
  @SqlQuery(
      """
      select min(day)
        from event_counts
       where day < (now() at time zone 'utc')::date - :days
      """)
  Optional<LocalDate> oldestDay(int days);

  /** Deletes the counts of a day at all servers; their totals stay. */
  @SqlUpdate("delete from event_counts where day = :day")
  void deleteCounts(LocalDate day);
}
