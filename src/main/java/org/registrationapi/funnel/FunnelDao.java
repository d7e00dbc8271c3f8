package org.registrationapi.funnel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * How often something happened on a day (UTC), by server; the rows of server 0 count for all.
 *
 * <p>Counting belongs into the transaction in which the thing happens, and there it comes last:
 * nobody then waits for anything else while holding a count, so that no two can wait for each
 * other. Other statements count as part of their own: registrations, an activation, and Mailjet's
 * events.
 */
public interface FunnelDao {
  /** The rows of all servers together. */
  long ALL = 0;

  /**
   * A part of another statement that counts each {@code event (stage)} at one server; its last, so
   * that it is held for the commit only.
   */
  String COUNTED =
      """
      counted as (
          insert into funnel_counts as f (server_id, day, stage, slot, number)
          select whose.server_id, (now() at time zone 'utc')::date, event.stage, 1 + pg_backend_pid() % 32, count(*)
            from event
           cross join (values (0::bigint), (:serverId)) as whose (server_id)
           group by whose.server_id, event.stage
           order by whose.server_id, event.stage
          on conflict (server_id, day, stage, slot) do update set number = f.number + excluded.number)
      """;

  /**
   * Counts what happened, one server and one stage a time. Each connection has a slot of its own,
   * as good as, so that it need not wait for what others count at the same server.
   */
  @SqlUpdate(
      """
      insert into funnel_counts as f (server_id, day, stage, slot, number)
      select whose.server_id, (now() at time zone 'utc')::date, event.stage, 1 + pg_backend_pid() % 32, count(*)
        from unnest(:serverIds, :stages) as event (server_id, stage)
       cross join lateral (values (0::bigint), (event.server_id)) as whose (server_id)
       group by whose.server_id, event.stage
       order by whose.server_id, event.stage
      on conflict (server_id, day, stage, slot) do update set number = f.number + excluded.number
      """)
  void count(List<Long> serverIds, List<String> stages);

  /** What was counted at a server, by day and stage, both days included. */
  @SqlQuery(
      """
      select day, stage, sum(number)::bigint as number
        from funnel_counts
       where server_id = :serverId and day between :from and :to
       group by day, stage
      """)
  @RegisterRowMapper(CountMapper.class)
  List<Count> between(long serverId, LocalDate from, LocalDate to);

  /** What was counted at a server, on all days together. */
  @SqlQuery(
      """
      select max(day) as day, stage, sum(number)::bigint as number
        from funnel_counts
       where server_id = :serverId
       group by stage
      """)
  @RegisterRowMapper(CountMapper.class)
  List<Count> ever(long serverId);

  /**
   * Folds the slots of days that are long over into one row; of two instances that do it at once,
   * each folds what the other leaves.
   *
   * @return how many rows are gone, at most the limit
   */
  @SqlQuery(
      """
      with old as (
          select server_id, day, stage, slot
            from funnel_counts
           where slot > 0 and day < (now() at time zone 'utc')::date - 1
           limit :limit
             for update skip locked),
      gone as (
          delete from funnel_counts f
           using old
           where f.server_id = old.server_id and f.day = old.day and f.stage = old.stage and f.slot = old.slot
          returning f.server_id, f.day, f.stage, f.number),
      folded as (
          insert into funnel_counts as f (server_id, day, stage, slot, number)
          select server_id, day, stage, 0, sum(number)
            from gone
           group by server_id, day, stage
           order by server_id, day, stage
          on conflict (server_id, day, stage, slot) do update set number = f.number + excluded.number)
      select count(*) from gone
      """)
  int fold(int limit);

  /** Forgets the servers' days that are older than this many; those of all together stay. */
  @SqlUpdate(
      "delete from funnel_counts where server_id > 0 and day < (now() at time zone 'utc')::date - :days")
  int forgetOld(int days);

  /** What was counted. */
  record Count(LocalDate day, Stage stage, long number) {}

  /** Reads a {@link Count}. */
  final class CountMapper implements RowMapper<Count> {
    @Override
    public Count map(ResultSet row, StatementContext context) throws SQLException {
      return new Count(
          row.getObject("day", LocalDate.class),
          Stage.of(row.getString("stage")).orElseThrow(),
          row.getLong("number"));
    }
  }
}
