package org.registrationapi.mailadmin;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/**
 * Statistics on the mails of all servers, for the operator. No statement names a server; each has
 * an index.
 */
public interface MailStatisticsDao {
  /** What waits now. */
  @SqlQuery(
      """
      select count(*) filter (where status = 'queued') as queued,
             count(*) filter (where status = 'held') as held,
             floor(extract(epoch from now() - min(time_created) filter (where status = 'queued')))::bigint
                 as oldest_queued_seconds
        from mails
       where status in ('queued', 'held')
      """)
  @RegisterConstructorMapper(Waiting.class)
  Waiting waiting();

  /** How many mails were sent in the last 24 hours. */
  @SqlQuery("select count(*) from mails where time_sent > now() - interval '24 hours'")
  long sent();

  /**
   * How many mails were refused permanently in the last 24 hours. The time of the last claim, which
   * is that of the last attempt, says when a mail failed.
   */
  @SqlQuery(
      """
      select count(*)
        from mails
       where status = 'failed' and next_attempt_at > now() - interval '24 hours'
      """)
  long failed();

  /**
   * Mails by status and reason: those that wait, were sent in the last 24 hours, or failed in them.
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
  @RegisterConstructorMapper(MailStatistics.ReasonCount.class)
  List<MailStatistics.ReasonCount> reasons(int limit);

  /**
   * Mails that are not sent yet.
   *
   * @param oldestQueuedSeconds null if none is queued
   */
  record Waiting(long queued, long held, Long oldestQueuedSeconds) {}
}
