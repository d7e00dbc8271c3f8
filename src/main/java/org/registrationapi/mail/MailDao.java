package org.registrationapi.mail;

import java.util.Collection;
import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * Mails of one server. They change together with their user or server: the transaction that deletes
 * a user also deletes its mails.
 */
public interface MailDao {
  /** Deletes the mails of a user. */
  @SqlUpdate("delete from mails where server_id = :serverId and user_id = :userId")
  void deleteOf(long serverId, UUID userId);

  /** Deletes the mails of users. */
  @SqlUpdate("delete from mails where server_id = :serverId and user_id = any(:userIds)")
  void deleteOfAll(long serverId, Collection<UUID> userIds);

  /** Deletes the mails of a server. */
  @SqlUpdate("delete from mails where server_id = :serverId")
  void deleteOfServer(long serverId);

  /** Makes the waiting mails of a server due at once. */
  @SqlUpdate(
      """
      update mails
         set next_attempt_at = now()
       where server_id = :serverId and status in ('queued', 'held') and claim_id is null
         and next_attempt_at > now()
      """)
  int makeDueOf(long serverId);
}
