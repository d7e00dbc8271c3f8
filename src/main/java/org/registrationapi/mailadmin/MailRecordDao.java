package org.registrationapi.mailadmin;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.registrationapi.mail.MailStatus;

/**
 * The mail table for the operator, who sees the mails of all servers and names one by its id only.
 * {@link #page} and {@link #serverOf} read all servers, the other statements one.
 */
public interface MailRecordDao {
  /**
   * A page of mails, the newest first, all before an id.
   *
   * @param recipientKey an address in the form used for comparison; null, as in each filter,
   *     matches all
   */
  @SqlQuery(
      """
      select m.id, s.name as server, m.kind, m.recipient, m.status, m.reason, m.attempts,
             case when m.status in ('queued', 'held') and m.claim_id is null then m.next_attempt_at end
                 as next_attempt_at,
             m.time_created, m.time_sent
        from mails m
        join servers s on s.id = m.server_id
       where m.id < :before
         and (:status::text is null or m.status = :status)
         and (:server::text is null or s.name = :server)
         and (:recipientKey::text is null or lower(m.recipient collate "C") = :recipientKey)
       order by m.id desc
       limit :limit
      """)
  @RegisterConstructorMapper(MailRecord.class)
  List<MailRecord> page(String status, String server, String recipientKey, UUID before, int limit);

  /** Whether there is a server of that name. */
  @SqlQuery("select exists (select from servers where name = :name)")
  boolean isServer(String name);

  /** The server of a mail; empty if there is no such mail. */
  @SqlQuery("select server_id from mails where id = :id")
  Optional<Long> serverOf(UUID id);

  /** A mail. */
  @SqlQuery(
      """
      select m.id, s.name as server, m.kind, m.recipient, m.status, m.reason, m.attempts,
             case when m.status in ('queued', 'held') and m.claim_id is null then m.next_attempt_at end
                 as next_attempt_at,
             m.time_created, m.time_sent
        from mails m
        join servers s on s.id = m.server_id
       where m.server_id = :serverId and m.id = :id
      """)
  @RegisterConstructorMapper(MailRecord.class)
  Optional<MailRecord> find(long serverId, UUID id);

  /** The state of a mail, locked until the transaction ends; empty if there is none. */
  @SqlQuery(
      """
      select status, claim_id is not null and next_attempt_at > now() as is_on_its_way,
             user_id is not null
                 and kind in ('validation', 'password_reset', 'email_change',
                              'email_change_requested', 'email_changed') as has_link
        from mails
       where server_id = :serverId and id = :id
         for update
      """)
  @RegisterConstructorMapper(Standing.class)
  Optional<Standing> lock(long serverId, UUID id);

  /**
   * Whether the link of a mail works, or will once it is sent: it was neither replaced nor used.
   */
  @SqlQuery(
      """
      select exists (
          select from validations v
            join users u on u.server_id = v.server_id and u.id = v.user_id
           where v.server_id = :serverId and v.id = :id
             and case when v.purpose = 'validation' then u.time_activated is null
                      when v.purpose = 'email_change' then u.email_key <> v.email_key
                      else true end)
      """)
  boolean isLinkAlive(long serverId, UUID id);

  /** Whether the link of a mail takes a change of address back and was not used. */
  @SqlQuery(
      """
      select exists (select from email_undos
                      where server_id = :serverId and id = :id and time_used is null)
      """)
  boolean isUndoAlive(long serverId, UUID id);

  /**
   * Queues a mail, due at once, as if it had never been tried. A claimed mail is not changed: it is
   * being sent, or is due when the lease ends. A waiting mail stays uncertain if it was.
   */
  @SqlUpdate(
      """
      update mails
         set status = 'queued', reason = null, is_soft_bounce = false, is_hard_bounce = false,
             next_attempt_at = now(), is_uncertain = is_uncertain and status in ('queued', 'held')
       where server_id = :serverId and id = :id and claim_id is null
      """)
  void queue(long serverId, UUID id);

  /** Removes a mail from the queue permanently. */
  @SqlUpdate(
      """
      update mails
         set status = 'cancelled', reason = :reason, claim_id = null
       where server_id = :serverId and id = :id
      """)
  void cancel(long serverId, UUID id, String reason);

  /**
   * The state of a mail.
   *
   * @param isOnItsWay whether it is being sent at this moment
   * @param hasLink whether it has a link that belongs to a user
   */
  record Standing(MailStatus status, boolean isOnItsWay, boolean hasLink) {}
}
