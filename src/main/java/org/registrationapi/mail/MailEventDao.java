package org.registrationapi.mail;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** What Mailjet tells of mails. It knows them by their id alone, so no statement has a server. */
public interface MailEventDao {
  /**
   * Moves mails to the status that was told, never to one of a lower rank, and remembers the
   * addresses of hard bounces. An event about a mail that is not known to be sent proves that it
   * was: what it carries begins to live. But one that is to be sent once more was sent before, and
   * events are about that time: they are passed over until it is.
   *
   * <p>The lists go together by position, one event a mail. Rows are locked in the order of their
   * ids, so that calls at the same time wait for each other instead of dying.
   *
   * @param hardBounces reasons; null: the event is no hard bounce
   * @param ranks all statuses, the lowest first
   * @param lives of servers without a time of their own
   */
  @SqlUpdate(
      """
      with event as (
          select id, status, reason, hard_bounce
            from unnest(:ids, :statuses, :reasons, :hardBounces) as e (id, status, reason, hard_bounce)),
      locked as materialized (
          select v.server_id, v.id
            from event e
            join mails m on m.id = e.id
            join validations v on v.server_id = m.server_id and v.id = m.id
           order by v.server_id, v.id
             for update of v),
      mail as (
          select m.server_id, m.id, e.status, e.reason, e.hard_bounce,
                 m.status in ('queued', 'held', 'cancelled', 'failed') as is_proof,
                 array_position(:ranks, e.status) > array_position(:ranks, m.status)
                     or e.status = m.status and e.hard_bounce is not null and not m.is_hard_bounce as is_higher,
                 e.hard_bounce is not null and not m.is_hard_bounce as is_new_bounce
            from event e
            join mails m on m.id = e.id
            left join locked on locked.server_id = m.server_id and locked.id = m.id
           where m.time_sent is null or m.is_uncertain
              or m.status not in ('queued', 'held', 'cancelled', 'failed')
           order by m.id
             for update of m),
      moved as (
          update mails m
             set status = case when mail.is_higher then mail.status else m.status end,
                 reason = case when mail.is_higher then mail.reason else m.reason end,
                 is_hard_bounce = m.is_hard_bounce or mail.is_new_bounce,
                 time_sent = case when mail.is_proof then now() else m.time_sent end,
                 is_uncertain = false, claim_id = null
            from mail
           where m.server_id = mail.server_id and m.id = mail.id and (mail.is_higher or mail.is_new_bounce)
          returning m.server_id, m.id, m.recipient, m.time_sent,
                    mail.is_proof, mail.is_new_bounce, mail.hard_bounce),
      living as (
          update validations v
             set time_sent = moved.time_sent,
                 expires_at = moved.time_sent
                     + make_interval(secs => case v.purpose when 'password_reset' then :resetSeconds
                                             else coalesce(s.validation_ttl, :validationSeconds) end),
                 pin_expires_at = moved.time_sent
                     + make_interval(secs => least(:pinSeconds, coalesce(s.validation_ttl, :validationSeconds)))
            from moved
            join servers s on s.id = moved.server_id
           where moved.is_proof and v.server_id = moved.server_id and v.id = moved.id)
      insert into bounced_addresses (email_key, reason)
      select distinct on (email_key) email_key, hard_bounce
        from (select lower(recipient collate "C") as email_key, hard_bounce from moved where is_new_bounce) as bounced
       order by email_key
          on conflict (email_key) do update
         set reason = excluded.reason, time_bounced = now()
      """)
  void apply(
      List<UUID> ids,
      List<String> statuses,
      List<String> reasons,
      List<String> hardBounces,
      List<String> ranks,
      @BindMethods LinkLives lives,
      long pinSeconds);
}
