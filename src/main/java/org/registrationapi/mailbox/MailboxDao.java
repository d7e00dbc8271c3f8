package org.registrationapi.mailbox;

import java.time.Instant;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What the development mailbox asks the queue, about the mails of all servers. */
public interface MailboxDao {
  /**
   * Whether a mail is being sent, or is about to be.
   *
   * @param recipientKey an address in the form used for comparison; null: any
   * @param asked only mails that were queued until then count
   */
  @SqlQuery(
      """
      select exists (
          select
            from mails
           where status in ('queued', 'held') and (claim_id is not null or next_attempt_at <= now())
             and time_created <= :asked
             and (:recipientKey::text is null or lower(recipient collate "C") = :recipientKey))
      """)
  boolean isSending(String recipientKey, Instant asked);
}
