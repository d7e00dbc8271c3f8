package org.registrationapi.mail;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
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
      coalesce(s.validation_ttl, :defaultTtl) as link_seconds,
      m.attempts, m.status, m.time_created
      """;

  /** Queues a mail, due at once. It becomes visible to the sender when the transaction commits. */
  @SqlUpdate(
      """
      insert into mails (server_id, id, user_id, kind, recipient, locale)
      values (:serverId, :id, :userId, :kind, :recipient, :locale)
      """)
  void enqueue(long serverId, UUID id, UUID userId, String kind, String recipient, String locale);

  /** Takes back the mails to a user that were not sent yet; a newer one stands in their place. */
  @SqlUpdate(
      """
      delete from mails
       where server_id = :serverId and user_id = :userId and status = 'queued'
      """)
  void dropQueued(long serverId, UUID userId);

  /**
   * Claims due mails of all servers, the longest due first, for one call. Two senders never get the
   * same row; a claim that is not settled within the lease is due again.
   */
  @SqlQuery(
      """
      with due as (
          select server_id, id
            from mails
           where status = 'queued' and next_attempt_at <= now()
           order by next_attempt_at
           limit :limit
             for update skip locked)
      update mails m
         set claim_id = :claimId,
             attempts = m.attempts + 1,
             next_attempt_at = now() + make_interval(secs => :leaseSeconds)
        from due join servers s on s.id = due.server_id
       where m.server_id = due.server_id and m.id = due.id
      returning\s"""
          + COLUMNS)
  List<Mail> claim(UUID claimId, int limit, long leaseSeconds, long defaultTtl);

  /**
   * Settles the mails of a claim that were sent, and starts the life of what they carry: a link
   * must not grow old in our queue. Rows that are no longer the claim's are left alone.
   */
  @SqlUpdate(
      """
      with sent as (
          update mails m
             set status = 'sent', time_sent = now(), claim_id = null, reason = null
            from unnest(:serverIds, :ids, :linkSeconds) as done (server_id, id, link_seconds)
           where m.server_id = done.server_id and m.id = done.id and m.claim_id = :claimId
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

  /** Settles a mail of a claim that is to be tried again. */
  @SqlUpdate(
      """
      update mails
         set claim_id = null, reason = :reason,
             next_attempt_at = now() + make_interval(secs => :delaySeconds)
       where server_id = :serverId and id = :id and claim_id = :claimId
      """)
  void settleRetry(UUID claimId, long serverId, UUID id, String reason, long delaySeconds);

  /** Settles a mail of a claim that will never be sent. */
  @SqlUpdate(
      """
      update mails
         set status = 'failed', claim_id = null, reason = :reason
       where server_id = :serverId and id = :id and claim_id = :claimId
      """)
  void settleFailed(UUID claimId, long serverId, UUID id, String reason);

  /** The newest mails of all servers, for the development mailbox. */
  @SqlQuery(
      "select "
          + COLUMNS
          + """
        from mails m join servers s on s.id = m.server_id
       order by m.time_created desc, m.id desc
       limit :limit
      """)
  List<Mail> newest(int limit, long defaultTtl);

  /** One mail, for the development mailbox; the id alone is unique by chance. */
  @SqlQuery(
      "select "
          + COLUMNS
          + """
        from mails m join servers s on s.id = m.server_id
       where m.id = :id
      """)
  Optional<Mail> find(UUID id, long defaultTtl);
}
