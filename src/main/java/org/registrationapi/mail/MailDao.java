package org.registrationapi.mail;

import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * Mails of one server, changed with what they belong to: the transaction that deletes a user
 * deletes its mails, too.
 */
public interface MailDao {
  /** Deletes the mails of a user. */
  @SqlUpdate("delete from mails where server_id = :serverId and user_id = :userId")
  void deleteOf(long serverId, UUID userId);

  /** Deletes the mails of a server. */
  @SqlUpdate("delete from mails where server_id = :serverId")
  void deleteOfServer(long serverId);

  /** Makes what waits of a server's mails due at once. */
  @SqlUpdate(
      """
      update mails
         set next_attempt_at = now()
       where server_id = :serverId and status in ('queued', 'held') and claim_id is null
         and next_attempt_at > now()
      """)
  int makeDueOf(long serverId);
}
