package org.registrationapi.limits;

import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * Counts the mails promised to an address within 24 hours, and the time of the last one. The key is
 * the address, for registrations at all servers together, or a server and the address, for mails
 * that this server asks for. It is also the distribution column on Citus.
 */
public interface MailAllowanceDao {
  /**
   * Takes one mail from the address's allowance. Returns false and changes nothing if no mail is
   * allowed yet. The time comes from the excluded row, because Citus does not allow now() in ON
   * CONFLICT DO UPDATE.
   */
  @SqlUpdate(
      """
      insert into mail_allowances as a (email_key, mails, window_start, time_promised)
      values (:mailbox, 1, now(), now())
      on conflict (email_key) do update
         set mails = case when excluded.window_start - a.window_start < interval '24 hours'
                          then a.mails + 1 else 1 end,
             window_start = case when excluded.window_start - a.window_start < interval '24 hours'
                                 then a.window_start else excluded.window_start end,
             time_promised = excluded.time_promised
       where (a.mails < :perDay or excluded.window_start - a.window_start >= interval '24 hours')
         and (:intervalSeconds = 0
              or excluded.time_promised - a.time_promised >= make_interval(secs => :intervalSeconds))
      """)
  boolean take(String mailbox, @BindMethods MailLimits limits);

  /**
   * Writes an address's allowance unchanged. With it a refusal after {@link #take} takes as long as
   * a promise, because each commit has something to write.
   */
  @SqlUpdate("update mail_allowances set mails = mails where email_key = :mailbox")
  void touch(String mailbox);

  /**
   * Seconds until the address may be sent a mail again, at least 1; empty if it may be sent one
   * now.
   */
  @SqlQuery(
      """
      select greatest(1, ceil(extract(epoch from allowed_at - now())))::bigint
        from (select greatest(
                         case when mails >= :perDay then window_start + interval '24 hours' end,
                         case when :intervalSeconds > 0
                              then time_promised + make_interval(secs => :intervalSeconds) end) as allowed_at
                from mail_allowances
               where email_key = :mailbox) as allowance
       where allowed_at > now()
      """)
  Optional<Long> secondsUntilAllowed(String mailbox, @BindMethods MailLimits limits);

  /**
   * Forgets windows that are over.
   *
   * @return how many there were, at most the limit
   */
  @SqlUpdate(
      """
      delete from mail_allowances
       where email_key in (select email_key
                             from mail_allowances
                            where window_start <= now() - interval '24 hours'
                              and time_promised <= now() - interval '1 hour'
                            limit :limit)
      """)
  int forgetOld(int limit);
}
