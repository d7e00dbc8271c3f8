package org.registrationapi.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/**
 * Numbers of events. An event is in the counts if it is older than {@link #countedUntil}, and in
 * {@code counted_events} in any case, so both must be read in one snapshot.
 */
@RegisterConstructorMapper(FunnelDao.Count.class)
interface FunnelDao {
  /** The time before which events are in the counts. */
  @SqlQuery("select counted_until from event_rollup")
  Instant countedUntil();

  /** The counts of a server, both days included. */
  @SqlQuery(
      """
      select day, kind, number
        from event_counts
       where server_id = :serverId and day between :from and :to
      """)
  List<Count> counts(long serverId, LocalDate from, LocalDate to);

  /** The counts of all servers together, both days included. */
  @SqlQuery("select day, kind, number from event_totals where day between :from and :to")
  List<Count> totals(LocalDate from, LocalDate to);

  /** The counts of all servers and all days together. */
  @SqlQuery(
      """
      select max(day) as day, kind, sum(number)::bigint as number
        from event_totals
       group by kind
      """)
  List<Count> sums();

  /** What happened at a server since a time. */
  @SqlQuery(
      """
      select day, kind, count(*) as number
        from counted_events
       where server_id = :serverId and time >= :time
       group by day, kind
      """)
  List<Count> since(long serverId, Instant time);

  /** What happened at all servers together since a time. */
  @SqlQuery(
      """
      select day, kind, count(*) as number
        from counted_events
       where time >= :time
       group by day, kind
      """)
  List<Count> sinceAtAll(Instant time);

  /**
   * How many events of a kind there were on a day.
   *
   * @param day in UTC
   * @param kind an {@link EventKind}'s word
   */
  record Count(LocalDate day, String kind, long number) {
    boolean isBetween(LocalDate from, LocalDate to) {
      return !day.isBefore(from) && !day.isAfter(to);
    }
  }
}
