package org.registrationapi.delivery;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
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

  /** Marks a queued or held mail as delivered; empty if there is no such mail. */
  @SqlQuery(
      """
      update mails
         set status = 'delivered', claim_id = null, reason = null
       where server_id = :serverId and id = :id and status in ('queued', 'held')
      returning user_id, kind
      """)
  @RegisterConstructorMapper(Followed.class)
  Optional<Followed> markDelivered(long serverId, UUID id);

  /** Sets the time at which a mail was sent, if it is not set. */
  @SqlUpdate(
      """
      update mails
         set time_sent = now()
       where server_id = :serverId and id = :id and time_sent is null
      """)
  void setTimeSent(long serverId, UUID id);

  /** A mail whose link or PIN was used. */
  record Followed(UUID userId, String kind) {}
}
