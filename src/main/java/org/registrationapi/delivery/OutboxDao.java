package org.registrationapi.delivery;

import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Queues and cancels mails of users, within the transactions that change the users. */
interface OutboxDao {
  /** Inserts a mail, due at once; false if there is no such user. */
  @SqlUpdate(
      """
      insert into mails (server_id, id, user_id, kind, recipient, locale, status, reason, is_hard_bounce)
      select u.server_id, :id, u.id, :kind, :recipient, :locale, :status, :reason, :status = 'bounced'
        from users u
       where u.server_id = :serverId and u.id = :userId
      """)
  boolean enqueue(
      long serverId,
      UUID id,
      UUID userId,
      String kind,
      String recipient,
      String locale,
      String status,
      String reason);

  /** Deletes the unsent mails of a kind to a user. */
  @SqlUpdate(
      """
      delete from mails
       where server_id = :serverId and user_id = :userId and kind = :kind and status in ('queued', 'held')
      """)
  void dropQueued(long serverId, UUID userId, String kind);

  /** Moves the mails of a replaced user to the new user. */
  @SqlUpdate(
      """
      update mails
         set user_id = :newUserId
       where server_id = :serverId and user_id = :oldUserId
      """)
  void moveToUser(long serverId, UUID oldUserId, UUID newUserId);
}
