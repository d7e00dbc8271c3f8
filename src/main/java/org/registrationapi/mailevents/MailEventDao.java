package org.registrationapi.mailevents;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.registrationapi.mail.MailStatus;
import org.registrationapi.secrets.LinkLifetimes;
import org.registrationapi.secrets.LinkSecrets.LinkId;

/** Applies Mailjet's events. All statements on a server's rows but {@link #servers} name it. */
public interface MailEventDao {
  /** Keeps that events came; at most one write a minute. */
  @SqlUpdate(
      """
      update mail_event_arrival
         set time_last = now()
       where time_last is null or time_last < now() - interval '1 minute'
      """)
  void arrived();

  /** The servers of mails with only the ids known; searches the mails of all servers. */
  @SqlQuery("select server_id, id from mails where id = any(:ids)")
  @RegisterConstructorMapper(LinkId.class)
  List<LinkId> servers(List<UUID> ids);

  /**
   * Locks the validations of mails until the transaction ends, in the order of their ids. Call it
   * before {@link #lock}, because validations are locked before mails.
   */
  @SqlQuery(
      """
      select id
        from validations
       where server_id = :serverId and id = any(:ids)
       order by id
         for update
      """)
  List<UUID> lockValidations(long serverId, List<UUID> ids);

  /** Locks mails until the transaction ends, in the order of their ids. */
  @SqlQuery(
      """
      select id, user_id, kind, recipient, status, reason, time_sent is not null as was_sent,
             is_uncertain, is_soft_bounce, is_hard_bounce
        from mails
       where server_id = :serverId and id = any(:ids)
       order by id
         for update
      """)
  @RegisterConstructorMapper(Found.class)
  List<Found> lock(long serverId, List<UUID> ids);

  /** Changes the status of mails, or marks a hard bounce. */
  @SqlBatch(
      """
      update mails
         set status = :status, reason = :reason, is_soft_bounce = :isSoftBounce,
             is_hard_bounce = :isHardBounce, is_uncertain = false, claim_id = null
       where server_id = :serverId and id = :id
      """)
  void change(long serverId, @BindMethods List<Change> changes);

  /** Sets the time at which mails were sent. */
  @SqlBatch("update mails set time_sent = now() where server_id = :serverId and id = :id")
  void setTimeSent(long serverId, List<UUID> id);

  /**
   * Starts the life of the links and PINs in mails.
   *
   * @param lives for servers without a setting of their own
   */
  @SqlBatch(
      """
      update validations v
         set time_sent = now(),
             expires_at = now() + make_interval(secs =>
                 case when v.purpose = 'password_reset' then :resetSeconds
                      else coalesce(s.validation_ttl, :validationSeconds) end),
             pin_expires_at = now() + make_interval(secs =>
                 least(:pinSeconds, coalesce(s.validation_ttl, :validationSeconds)))
        from servers s
       where v.server_id = :serverId and v.id = :id and s.id = v.server_id
      """)
  void startLifetimes(
      long serverId, List<UUID> id, @BindMethods LinkLifetimes lives, long pinSeconds);

  /**
   * A mail before its event is applied.
   *
   * @param isSoftBounce whether it bounced, but Mailjet tried again
   */
  record Found(
      UUID id,
      UUID userId,
      String kind,
      String recipient,
      MailStatus status,
      String reason,
      boolean wasSent,
      boolean isUncertain,
      boolean isSoftBounce,
      boolean isHardBounce) {

    /** What orders statuses: see {@link MailStatus#rank}. */
    int rank() {
      return status.rank(isSoftBounce);
    }
  }

  /** The new values of a mail. */
  record Change(
      UUID id, String status, String reason, boolean isSoftBounce, boolean isHardBounce) {}
}
