package org.registrationapi.mail;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The mail table: a queue until a mail is sent, a record of what became of it afterwards. */
@RegisterRowMapper(MailMapper.class)
public interface MailDao {
  /**
   * The columns of {@link MailMapper}, of a mail {@code m} and its server {@code s}. A test mail
   * has no user.
   */
  String COLUMNS =
      """
      m.server_id, m.id, m.kind, m.recipient, m.locale, s.locale as server_locale,
      s.display_name, s.mail_from, s.mail_from_name, s.mail_reply_to,
      s.accent_colour, s.logo_url, s.text_above, s.text_below, m.user_id is null as is_test,
      (select u.first_name
         from users u
        where u.server_id = m.server_id and u.id = m.user_id) as first_name,
      case m.kind when 'password_reset' then :resetSeconds
                  else coalesce(s.validation_ttl, :validationSeconds) end as link_seconds,
      m.attempts, m.is_uncertain, m.status, m.time_created
      """;

  /**
   * Queues a mail to a user, due at once; nothing if there is no such user. It becomes visible to
   * the sender when the transaction commits. To an address that is known to bounce it is not sent:
   * it has bounced at once, for the same reason.
   */
  @SqlUpdate(
      """
      insert into mails (server_id, id, user_id, kind, recipient, locale, status, reason, is_hard_bounce)
      select u.server_id, :id, u.id, :kind, :recipient, :locale,
             case when b.email_key is null then 'queued' else 'bounced' end, b.reason, b.email_key is not null
        from users u
        left join bounced_addresses b on b.email_key = lower(:recipient::text collate "C")
       where u.server_id = :serverId and u.id = :userId
      """)
  void enqueue(long serverId, UUID id, UUID userId, String kind, String recipient, String locale);

  /**
   * Takes back the mails of a kind to a user that were not sent yet: their link is dead, and they
   * would only mislead.
   */
  @SqlUpdate(
      """
      delete from mails
       where server_id = :serverId and user_id = :userId and kind = :kind and status in ('queued', 'held')
      """)
  void dropQueued(long serverId, UUID userId, String kind);

  /**
   * Settles a mail whose link was followed, though we did not know that it was sent: it was
   * delivered, and need not be sent again.
   */
  @SqlUpdate(
      """
      update mails
         set status = 'delivered', time_sent = coalesce(time_sent, now()), claim_id = null, reason = null
       where server_id = :serverId and id = :id and status in ('queued', 'held')
      """)
  void settleFollowed(long serverId, UUID id);

  /**
   * Claims due mails of all servers, the newest first, for one call. Two senders never get the same
   * row; a claim that is not settled within the lease is due again, and then it is uncertain
   * whether its call went through. Servers whose daily limit is used up are passed over.
   */
  @SqlQuery(
      """
      with due as (
          select m.server_id, m.id, m.time_created,
                 s.mail_daily_limit - coalesce(b.mails, 0) as server_budget
            from mails m
            join servers s on s.id = m.server_id
            left join mail_budgets b
              on b.server_id = m.server_id and b.day = (now() at time zone 'utc')::date
           where m.status in ('queued', 'held') and m.next_attempt_at <= now()
             and (s.mail_daily_limit is null or coalesce(b.mails, 0) < s.mail_daily_limit)
           order by m.time_created desc
           limit :limit
             for update of m skip locked),
      affordable as (
          select server_id, id
            from (select due.*, row_number() over (partition by server_id order by time_created desc) as place
                    from due) as placed
           where server_budget is null or place <= server_budget)
      update mails m
         set claim_id = :claimId,
             attempts = m.attempts + 1,
             is_uncertain = m.is_uncertain or m.claim_id is not null,
             next_attempt_at = now() + make_interval(secs => :leaseSeconds)
        from affordable a join servers s on s.id = a.server_id
       where m.server_id = a.server_id and m.id = a.id
      returning\s"""
          + COLUMNS)
  List<Mail> claim(UUID claimId, int limit, long leaseSeconds, @BindMethods LinkLives lives);

  /** Puts off what is due but over a daily limit until the next day (UTC), and says why. */
  @SqlUpdate(
      """
      update mails m
         set next_attempt_at = ((now() at time zone 'utc')::date + 1) at time zone 'utc', reason = :reason
        from servers s
        left join mail_budgets b on b.server_id = s.id and b.day = (now() at time zone 'utc')::date
       where m.status in ('queued', 'held') and m.next_attempt_at <= now()
         and s.id = m.server_id and (:isForAll or coalesce(b.mails, 0) >= s.mail_daily_limit)
      """)
  int putOff(boolean isForAll, String reason);

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
  int hurry(String reason);

  /** Makes what waits of a server's mails due at once. */
  @SqlUpdate(
      """
      update mails
         set next_attempt_at = now()
       where server_id = :serverId and status in ('queued', 'held') and claim_id is null
         and next_attempt_at > now()
      """)
  int hurryOf(long serverId);

  /**
   * Settles the mails of a claim that were sent, and starts the life of what they carry: a link
   * must not grow old in our queue. Validations are locked before mails, as a deletion does it.
   * Rows that are no longer the claim's are left alone.
   */
  @SqlUpdate(
      """
      with done as (
          select server_id, id, link_seconds
            from unnest(:serverIds, :ids, :linkSeconds) as d (server_id, id, link_seconds)),
      locked as materialized (
          select v.server_id, v.id
            from done join validations v on v.server_id = done.server_id and v.id = done.id
           order by v.server_id, v.id
             for update of v),
      sent as (
          update mails m
             set status = 'sent', time_sent = now(), claim_id = null, reason = null, is_uncertain = false
            from done left join locked on locked.server_id = done.server_id and locked.id = done.id
           where m.server_id = done.server_id and m.id = done.id and m.claim_id = :claimId
             and m.status in ('queued', 'held')
          returning m.server_id, m.id, m.time_sent, done.link_seconds)
      update validations v
         set time_sent = sent.time_sent,
             expires_at = sent.time_sent + make_interval(secs => sent.link_seconds),
             pin_expires_at = sent.time_sent + make_interval(secs => least(:pinSeconds, sent.link_seconds))
        from sent
       where v.server_id = sent.server_id and v.id = sent.id
      """)
  void settleSent(
      UUID claimId, List<Long> serverIds, List<UUID> ids, List<Long> linkSeconds, long pinSeconds);

  /** Settles a mail of a claim that is to be tried again, or is held until its sender is mended. */
  @SqlUpdate(
      """
      update mails
         set status = :status, claim_id = null, reason = :reason, is_uncertain = :isUncertain,
             next_attempt_at = now() + make_interval(secs => :delaySeconds)
       where server_id = :serverId and id = :id and claim_id = :claimId and status in ('queued', 'held')
      """)
  void settleLater(
      UUID claimId,
      long serverId,
      UUID id,
      String status,
      String reason,
      boolean isUncertain,
      long delaySeconds);

  /** Settles a mail of a claim that will never be sent. */
  @SqlUpdate(
      """
      update mails
         set status = 'failed', claim_id = null, reason = :reason, is_uncertain = false
       where server_id = :serverId and id = :id and claim_id = :claimId and status in ('queued', 'held')
      """)
  void settleFailed(UUID claimId, long serverId, UUID id, String reason);

  /** Settles a mail of a claim that was not tried: as if it had never been claimed. */
  @SqlUpdate(
      """
      update mails
         set claim_id = null, attempts = attempts - 1, reason = :reason, next_attempt_at = now()
       where server_id = :serverId and id = :id and claim_id = :claimId and status in ('queued', 'held')
      """)
  void settleReleased(UUID claimId, long serverId, UUID id, String reason);

  /** The newest mails of all servers, for the development mailbox. */
  @SqlQuery(
      "select "
          + COLUMNS
          + """
        from mails m join servers s on s.id = m.server_id
       order by m.time_created desc, m.id desc
       limit :limit
      """)
  List<Mail> newest(int limit, @BindMethods LinkLives lives);

  /** One mail, for the development mailbox; the id alone is unique by chance. */
  @SqlQuery(
      "select "
          + COLUMNS
          + """
        from mails m join servers s on s.id = m.server_id
       where m.id = :id
      """)
  Optional<Mail> find(UUID id, @BindMethods LinkLives lives);
}
