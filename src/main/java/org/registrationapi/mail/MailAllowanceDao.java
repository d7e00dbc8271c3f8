package org.registrationapi.mail;

import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * How many mails an address may be promised within 24 hours, and how soon after each other, at all
 * servers together.
 */
public interface MailAllowanceDao {

  /** The address that one of the parts below is about. */
  String ASKED = "with asked (email_key) as (values (:emailKey))\n";

  /**
   * Takes one mail from the allowance of each {@code email_key} that is {@code asked}, if it may.
   */
  String TAKE =
      """
      insert into mail_allowances as a (email_key, mails, window_start, time_promised)
      select email_key, 1, now(), now()
        from asked
      on conflict (email_key) do update
         set mails = case when a.window_start > now() - interval '24 hours' then a.mails + 1 else 1 end,
             window_start = case when a.window_start > now() - interval '24 hours' then a.window_start else now() end,
             time_promised = now()
       where (a.mails < :perDay or a.window_start <= now() - interval '24 hours')
         and (:intervalSeconds = 0 or a.time_promised <= now() - :intervalSeconds * interval '1 second')
      """;

  /**
   * Seconds until an address may be sent a mail again, at least 1; no row if it may now. The offset
   * has PostgreSQL find the row first: it would else reckon for all rows while they are few.
   */
  String SECONDS_UNTIL_ALLOWED =
      """
      select greatest(1, ceil(extract(epoch from allowed_at - now())))::bigint
        from (select greatest(
                         case when mails >= :perDay then window_start + interval '24 hours' end,
                         case when :intervalSeconds > 0
                              then time_promised + :intervalSeconds * interval '1 second' end) as allowed_at
                from mail_allowances a
               where a.email_key = asked.email_key
              offset 0) as allowance
       where allowed_at > now()
      """;

  /** Takes one mail from the address's allowance; false, and nothing changed, if it may not yet. */
  @SqlUpdate(ASKED + TAKE)
  boolean take(String emailKey, @BindMethods MailLimits limits);

  /**
   * Writes an address's allowance as it is. After {@link #take}, a refusal takes as long as a
   * promise: the commit has something to write in either case.
   */
  @SqlUpdate("update mail_allowances set mails = mails where email_key = :emailKey")
  void touch(String emailKey);

  /** Seconds until the address may be sent a mail again, at least 1; empty if it may now. */
  @SqlQuery(
      ASKED
          + "select seconds from asked cross join lateral ("
          + SECONDS_UNTIL_ALLOWED
          + ") as allowed (seconds)")
  Optional<Long> secondsUntilAllowed(String emailKey, @BindMethods MailLimits limits);

  /**
   * Forgets windows that are over.
   *
   * @return how many it were, at most the limit
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
