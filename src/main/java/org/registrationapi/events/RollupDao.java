package org.registrationapi.events;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Adds events to the counts. */
interface RollupDao {
  /** The end of the last full hour that ended at least one hour ago. */
  @SqlQuery("select date_trunc('hour', now(), 'UTC') - interval '1 hour'")
  Instant lastHour();

  /**
   * The time before which events are in the counts, locked until the transaction ends; empty if
   * another transaction has locked it.
   */
  @SqlQuery("select counted_until from event_rollup for update skip locked")
  Optional<Instant> lockCountedUntil();

  /** Adds the events of a period to the counts of their servers; its end is excluded. */
  @SqlUpdate(
      """
      insert into event_counts (server_id, day, kind, number)
      select server_id, day, kind, count(*)
        from counted_events
       where time >= :from and time < :until
       group by server_id, day, kind
      on conflict (server_id, day, kind) do update
         set number = event_counts.number + excluded.number
      """)
  void addToCounts(Instant from, Instant until);

  /** Adds the events of a period to the counts of all servers together; its end is excluded. */
  @SqlUpdate(
      """
      insert into event_totals (day, kind, number)
      select day, kind, count(*)
        from counted_events
       where time >= :from and time < :until
       group by day, kind
      on conflict (day, kind) do update
         set number = event_totals.number + excluded.number
      """)
  void addToTotals(Instant from, Instant until);

  /** Records that all events before a time are in the counts. */
  @SqlUpdate("update event_rollup set counted_until = :until")
  void setCountedUntil(Instant until);
}
