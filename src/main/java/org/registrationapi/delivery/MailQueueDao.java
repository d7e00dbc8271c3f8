package org.registrationapi.delivery;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.registrationapi.mail.Mail;
import org.registrationapi.secrets.LinkLives;

/**
 * The mail table as a queue. {@link #due}, {@link #hurry} and {@link #putOffAll} reach the mails of
 * all servers, {@link #read} those of the servers of a call; none of them locks what it reads. The
 * others name their server.
 *
 * <p>The settling statements leave a row alone that is no longer the claim's.
 */
public interface MailQueueDao {
  /**
   * The servers of due mails, one a mail, in the order of the servers, beginning after one and
   * ending with another.
   */
  @SqlQuery(
      """
      select server_id
        from mails
       where server_id > :after and server_id <= :last
         and status in ('queued', 'held') and next_attempt_at <= now()
       order by server_id
       limit :limit
      """)
  List<Long> due(long after, long last, int limit);

  /** The daily limits of those of some servers that have one, in the order of the servers. */
  @SqlQuery(
      """
      select id as server_id, mail_daily_limit as mails
        from servers
       where id = any(:serverIds) and mail_daily_limit is not null
       order by id
      """)
  @RegisterConstructorMapper(MailCount.class)
  List<MailCount> dailyLimits(List<Long> serverIds);

  /**
   * Claims due mails of a server, the newest first, for one call. Two senders never get the same
   * row; a claim that is not settled within the lease is due again, and then it is uncertain
   * whether its call went through. The rows are chosen in an array, so that they are chosen once.
   */
  @SqlQuery(
      """
      update mails
         set claim_id = :claimId,
             attempts = attempts + 1,
             is_uncertain = is_uncertain or claim_id is not null,
             next_attempt_at = now() + make_interval(secs => :leaseSeconds)
       where server_id = :serverId
         and id = any(array(
                 select id
                   from mails
                  where server_id = :serverId
                    and status in ('queued', 'held') and next_attempt_at <= now()
                  order by time_created desc
                  limit :limit
                    for update skip locked))
      returning id
      """)
  List<UUID> claim(UUID claimId, long serverId, int limit, long leaseSeconds);

  /** Mails of some servers with what their texts are made from. */
  @SqlQuery(
      """
      select m.server_id, m.id, m.user_id, m.kind, m.recipient, m.locale, u.first_name,
             s.display_name as server_display_name, s.locale as server_locale,
             s.accent_colour as server_accent_colour, s.logo_url as server_logo_url,
             s.text_above as server_text_above, s.text_below as server_text_below,
             s.mail_from, s.mail_from_name, s.mail_reply_to,
             case when m.kind = 'password_reset' then :resetSeconds
                  else coalesce(s.validation_ttl, :validationSeconds) end as link_seconds,
             m.attempts, m.is_uncertain, m.status, m.time_created
        from mails m
        join servers s on s.id = m.server_id
        left join users u on u.server_id = m.server_id and u.id = m.user_id
       where m.server_id = any(:serverIds) and m.id = any(:ids)
      """)
  @RegisterConstructorMapper(Mail.class)
  List<Mail> read(List<Long> serverIds, List<UUID> ids, @BindMethods LinkLives lives);

  /** Puts off what is due of a server's mails until the next day (UTC), and says why. */
  @SqlUpdate(
      """
      update mails
         set next_attempt_at = ((now() at time zone 'utc')::date + 1) at time zone 'utc', reason = :reason
       where server_id = :serverId and status in ('queued', 'held') and next_attempt_at <= now()
      """)
  void putOff(long serverId, String reason);

  /** The same of all servers' mails. */
  @SqlUpdate(
      """
      update mails
         set next_attempt_at = ((now() at time zone 'utc')::date + 1) at time zone 'utc', reason = :reason
       where status in ('queued', 'held') and next_attempt_at <= now()
      """)
  void putOffAll(String reason);

  /**
   * Makes what waits for an operator's hand, all servers', due at once: a sender's address, a daily
   * limit.
   */
  @SqlUpdate(
      """
      update mails
         set next_attempt_at = now()
       where status in ('queued', 'held') and claim_id is null and next_attempt_at > now()
         and (status = 'held' or reason = :reason)
      """)
  void hurry(String reason);

  /**
   * Starts the life of what a claim's mails carry, now that they were sent: a link must not grow
   * old in our queue. It comes before {@link #settleSent}: validations are locked before mails.
   */
  @SqlBatch(
      """
      update validations v
         set time_sent = now(),
             expires_at = now() + make_interval(secs => :linkSeconds),
             pin_expires_at = now() + make_interval(secs => least(:pinSeconds, :linkSeconds))
       where v.server_id = :serverId and v.id = :id
         and exists (select
                       from mails m
                      where m.server_id = :serverId and m.id = :id and m.claim_id = :claimId
                        and m.status in ('queued', 'held'))
      """)
  void startLives(UUID claimId, @BindMethods List<Mail> mails, long pinSeconds);

  /** Settles mails of a claim that were sent; for each whether it was the claim's. */
  @SqlBatch(
      """
      update mails
         set status = 'sent', time_sent = now(), claim_id = null, reason = null, is_uncertain = false
       where server_id = :serverId and id = :id and claim_id = :claimId
         and status in ('queued', 'held')
      """)
  boolean[] settleSent(UUID claimId, @BindMethods List<Mail> mails);

  /**
   * Settles mails of a claim that are to be tried again, or are held until their sender is mended.
   */
  @SqlBatch(
      """
      update mails
         set status = :status, claim_id = null, reason = :reason, is_uncertain = :isUncertain,
             next_attempt_at = now() + make_interval(secs => :delaySeconds)
       where server_id = :serverId and id = :id and claim_id = :claimId
         and status in ('queued', 'held')
      """)
  void settleLater(UUID claimId, @BindMethods List<Later> mails);

  /** Settles mails of a claim that will never be sent; for each whether it was the claim's. */
  @SqlBatch(
      """
      update mails
         set status = 'failed', claim_id = null, reason = :reason, is_uncertain = false
       where server_id = :serverId and id = :id and claim_id = :claimId
         and status in ('queued', 'held')
      """)
  boolean[] settleFailed(UUID claimId, @BindMethods List<Mail> mails, List<String> reason);

  /** Settles mails of a claim that were not tried: as if they had never been claimed. */
  @SqlBatch(
      """
      update mails
         set claim_id = null, attempts = attempts - 1, reason = :reason, next_attempt_at = now()
       where server_id = :serverId and id = :id and claim_id = :claimId
         and status in ('queued', 'held')
      """)
  void settleReleased(UUID claimId, @BindMethods List<Mail> mails, String reason);

  /** When and as what a mail that was not sent is tried again. */
  record Later(
      long serverId,
      UUID id,
      String status,
      String reason,
      boolean isUncertain,
      long delaySeconds) {}
}
