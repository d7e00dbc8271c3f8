package org.registrationapi.mail;

import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** How many mails an address may be promised within 24 hours, at all servers together. */
public interface MailAllowanceDao {

  /** Takes one mail from the address's allowance; false, and nothing changed, if it is used up. */
  @SqlUpdate(
      """
      insert into mail_allowances as a (email_key, mails, window_start)
      values (:emailKey, 1, now())
      on conflict (email_key) do update
         set mails = case when a.window_start > now() - interval '24 hours' then a.mails + 1 else 1 end,
             window_start = case when a.window_start > now() - interval '24 hours' then a.window_start else now() end
       where a.mails < :perDay or a.window_start <= now() - interval '24 hours'
      """)
  boolean take(String emailKey, int perDay);

  /** Seconds until the address may be sent a mail again, at least 1; empty if it may now. */
  @SqlQuery(
      """
      select greatest(1, ceil(extract(epoch from window_start + interval '24 hours' - now())))::bigint
        from mail_allowances
       where email_key = :emailKey and mails >= :perDay and window_start > now() - interval '24 hours'
      """)
  Optional<Long> secondsUntilAllowed(String emailKey, int perDay);

  /** Forgets windows that are over, a bounded number at a time. */
  @SqlUpdate(
      """
      delete from mail_allowances
       where email_key in (select email_key
                             from mail_allowances
                            where window_start <= now() - interval '24 hours'
                            limit 1000)
      """)
  int forgetOld();
}
