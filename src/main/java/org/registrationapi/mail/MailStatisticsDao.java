package org.registrationapi.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Numbers of all mails, for the operator: no statement has a server. Each part has an index. */
public interface MailStatisticsDao {
  /** The numbers that are counted over everything, without {@link #reasons}. */
  @SqlQuery(
      """
      select waiting.queued, waiting.held, waiting.oldest_queued_seconds, lately.sent, refused.failed
        from (select count(*) filter (where status = 'queued') as queued,
                     count(*) filter (where status = 'held') as held,
                     floor(extract(epoch from now() - min(time_created) filter (where status = 'queued')))::bigint
                         as oldest_queued_seconds
                from mails
               where status in ('queued', 'held')) as waiting,
             (select count(*) as sent
                from mails
               where time_sent > now() - interval '24 hours') as lately,
             (select count(*) as failed
                from mails
               where status = 'failed' and next_attempt_at > now() - interval '24 hours') as refused
      """)
  @RegisterRowMapper(TotalsMapper.class)
  MailStatistics totals();

  /**
   * Mails by status and reason: those that wait, were sent in the last 24 hours, or failed in them.
   * When one failed is told by its last claim, which is as old as its last attempt.
   */
  @SqlQuery(
      """
      select status, reason, count(*) as mails
        from (select status, reason
                from mails
               where status in ('queued', 'held')
              union all
              select status, reason
                from mails
               where time_sent > now() - interval '24 hours'
                 and status in ('sent', 'delivered', 'opened', 'bounced', 'blocked', 'spam')
              union all
              select status, reason
                from mails
               where status = 'failed' and next_attempt_at > now() - interval '24 hours') as lately
       group by status, reason
       order by mails desc, status, reason
       limit :limit
      """)
  @RegisterRowMapper(CountMapper.class)
  List<MailStatistics.Count> reasons(int limit);

  /** Reads {@link #totals}. */
  final class TotalsMapper implements RowMapper<MailStatistics> {
    @Override
    public MailStatistics map(ResultSet row, StatementContext context) throws SQLException {
      return new MailStatistics(
          row.getLong("queued"),
          row.getLong("held"),
          row.getObject("oldest_queued_seconds", Long.class),
          row.getLong("sent"),
          row.getLong("failed"),
          List.of());
    }
  }

  /** Reads {@link #reasons}. */
  final class CountMapper implements RowMapper<MailStatistics.Count> {
    @Override
    public MailStatistics.Count map(ResultSet row, StatementContext context) throws SQLException {
      return new MailStatistics.Count(
          row.getString("status"), row.getString("reason"), row.getLong("mails"));
    }
  }
}
