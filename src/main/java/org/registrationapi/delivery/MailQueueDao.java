package org.registrationapi.delivery;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterColumnMapper;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.registrationapi.mail.Mail;
import org.registrationapi.mail.MailTextsMapper;
import org.registrationapi.secrets.LinkLifetimes;

/**
 * The mail table as a queue. {@link #due}, {@link #makeDue} and {@link #putOffAll} use the mails of
 * all servers, {@link #read} those of the servers of a call. The other statements name one server.
 */
public interface MailQueueDao {
  /**
   * The server id of each due mail, in the order of the servers, greater than one id and up to
   * another.
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

  /** The daily limits of the given servers that have one, in the order of the servers. */
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
   * row. If a claim is not settled within the lease, its mails are due again, and uncertain: its
   * call may have succeeded. The array makes PostgreSQL select the rows only once.
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

  /** Mails of the given servers with the data for their texts. */
  @SqlQuery(
      """
      select m.server_id, m.id, m.user_id, m.kind, m.recipient, m.locale, u.first_name,
             s.display_name as server_display_name, s.locale as server_locale,
             s.accent_colour as server_accent_colour, s.logo_url as server_logo_url,
             s.text_above as server_text_above, s.text_below as server_text_below,
             s.mail_texts as server_mail_texts,
             s.mail_from, s.mail_from_name, s.mail_reply_to,
             case when m.kind = 'password_reset' then :resetSeconds
                  when m.kind in ('email_change_requested', 'email_changed') then :undoSeconds
                  else coalesce(s.validation_ttl, :validationSeconds) end as link_seconds,
             m.attempts, m.is_uncertain, m.status, m.time_created
        from mails m
        join servers s on s.id = m.server_id
        left join users u on u.server_id = m.server_id and u.id = m.user_id
       where m.server_id = any(:serverIds) and m.id = any(:ids)
      """)
  @RegisterConstructorMapper(Mail.class)
  @RegisterColumnMapper(MailTextsMapper.class)
  List<Mail> read(List<Long> serverIds, List<UUID> ids, @BindMethods LinkLifetimes lives);

  /** Postpones a server's due mails until the next day (UTC), with a reason. */
  @SqlUpdate(
      """
      update mails
         set next_attempt_at = ((now() at time zone 'utc')::date + 1) at time zone 'utc', reason = :reason
       where server_id = :serverId and status in ('queued', 'held') and next_attempt_at <= now()
      """)
  void putOff(long serverId, String reason);

  /** Postpones the due mails of all servers in the same way. */
  @SqlUpdate(
      """
      update mails
         set next_attempt_at = ((now() at time zone 'utc')::date + 1) at time zone 'utc', reason = :reason
       where status in ('queued', 'held') and next_attempt_at <= now()
      """)
  void putOffAll(String reason);

  /** Makes mails of all servers due that wait for a setting: a sender address, a daily limit. */
  @SqlUpdate(
      """
      update mails
         set next_attempt_at = now()
       where status in ('queued', 'held') and claim_id is null and next_attempt_at > now()
         and (status = 'held' or reason = :reason)
      """)
  void makeDue(String reason);
}
