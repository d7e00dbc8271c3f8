package org.registrationapi.delivery;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Settles a mail whose link or PIN was used, which proves that it was delivered. */
interface MailProofDao {
  /**
   * Marks a mail as delivered that waits, was sent, is failed because its result stayed unknown, or
   * bounced softly; empty if there is no such mail.
   */
  @SqlQuery(
      """
      update mails
         set status = 'delivered', claim_id = null, reason = null
       where server_id = :serverId and id = :id
         and (status in ('queued', 'held', 'failed', 'sent') or status = 'bounced' and is_soft_bounce)
      returning user_id, kind, time_sent is not null as was_sent
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

  /**
   * A mail whose link or PIN was used.
   *
   * @param wasSent whether it was known to be sent
   */
  record Followed(UUID userId, String kind, boolean wasSent) {}
}
