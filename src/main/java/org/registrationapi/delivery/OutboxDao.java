package org.registrationapi.delivery;

import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Queues and cancels mails of users, within the transactions that change the users. */
interface OutboxDao {
  /** Inserts a mail, due at once; does nothing if there is no such user. */
  @SqlUpdate(
      """
      insert into mails (server_id, id, user_id, kind, recipient, locale, status, reason, is_hard_bounce)
      select u.server_id, :id, u.id, :kind, :recipient, :locale, :status, :reason, :status = 'bounced'
        from users u
       where u.server_id = :serverId and u.id = :userId
      """)
  void enqueue(
      long serverId,
      UUID id,
      UUID userId,
      String kind,
      String recipient,
      String locale,
      String status,
      String reason);

  /** Inserts an event about a mail; does nothing if there is no such mail. */
  @SqlUpdate(
      """
      insert into events (server_id, id, user_id, kind, detail)
      select m.server_id, :eventId, m.user_id, :eventKind, jsonb_build_object('mail', m.kind)
        from mails m
       where m.server_id = :serverId and m.id = :mailId
      """)
  void insertEvent(long serverId, UUID eventId, UUID mailId, String eventKind);

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
