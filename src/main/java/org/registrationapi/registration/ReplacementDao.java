package org.registrationapi.registration;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.registrationapi.funnel.FunnelDao;
import org.registrationapi.users.PendingUser;

/**
 * A registration that may replace another, step by step, and a mail that is sent again: in a
 * transaction that has taken the address's allowance. The rules of {@link RegistrationDao} hold.
 */
public interface ReplacementDao {
  /**
   * Inserts a pending user, or replaces one that is still pending, whole and under a new id: its
   * links are dead, the answers that were kept about it forgotten, and its mails the new one's. It
   * gives the time of it; empty if the address is an activated user's. Whoever else registers the
   * address waits for the allowance, which this transaction has taken before.
   */
  @SqlQuery(
      """
      with old as materialized (
          select id
            from users
           where server_id = :serverId and email_key = :emailKey and time_activated is null),
      stored as (
          insert into users as u
              (server_id, id, email, email_key, password_hash, first_name, last_name, birth_date, locale)
          values
              (:serverId, :id, :email, :emailKey, :passwordHash, :firstName, :lastName, :birthDate, :locale)
          on conflict (server_id, email_key) do update
             set id = excluded.id, email = excluded.email, password_hash = excluded.password_hash,
                 first_name = excluded.first_name, last_name = excluded.last_name,
                 birth_date = excluded.birth_date, locale = excluded.locale,
                 time_created = now(), time_updated = now()
           where u.time_activated is null
          returning u.id, u.time_created),
      dead as (
          delete from validations v
           using stored, old
           where v.server_id = :serverId and v.user_id = old.id
          returning v.id),
      moved as (
          update mails m
             set user_id = stored.id
            from stored, old
           where m.server_id = :serverId and m.user_id = old.id and (select count(*) from dead) >= 0),
      forgotten as (
          delete from idempotency_keys k
           using stored, old
           where k.server_id = :serverId and k.user_id = old.id)
      select time_created from stored
      """)
  Optional<Instant> replace(@BindMethods PendingUser user);

  /**
   * Gives a pending user a new validation in the place of the older one, takes back the mail of
   * that if it was not sent yet, queues a new one and counts; empty if there is no such user.
   *
   * @param validationId the mail's too
   * @param isRegistration whether the user was registered in this very transaction
   */
  @SqlQuery(
      """
      with asked (validation_id, recipient, locale) as (
          values (:validationId, :recipient, :locale)),
      proof as (
          insert into validations (server_id, id, user_id, purpose)
          select u.server_id, asked.validation_id, u.id, 'validation'
            from users u
           cross join asked
           where u.server_id = :serverId and u.id = :userId
          on conflict (server_id, user_id, purpose) do update
             set id = excluded.id, pin_tries = 0, time_sent = null, expires_at = null, pin_expires_at = null
          returning id, user_id),
      dropped as (
          delete from mails m
           using proof p
           where m.server_id = :serverId and m.user_id = p.user_id and m.kind = 'validation'
             and m.status in ('queued', 'held')
          returning m.id),
      """
          + RegistrationDao.MAIL
          + """
          event (stage) as (
              select 'registered' from mail where :isRegistration
              union all
              select 'bounced' from mail where status = 'bounced' and (select count(*) from dropped) >= 0),
          """
          + FunnelDao.COUNTED
          + "select user_id, now() as time_created, status, reason from mail where (select count(*) from dropped) >= 0")
  @RegisterRowMapper(RegistrationDao.StoredMapper.class)
  Optional<RegistrationDao.Stored> queue(
      long serverId,
      UUID userId,
      UUID validationId,
      String recipient,
      String locale,
      boolean isRegistration);
}
