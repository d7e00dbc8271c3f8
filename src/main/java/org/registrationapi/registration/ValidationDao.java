package org.registrationapi.registration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * The validations table. A link or PIN that was never seen to be sent, but is here, was sent: it
 * has no end yet.
 */
public interface ValidationDao {
  /**
   * Gives a user a new validation in the place of the older one of that purpose; nothing if there
   * is no such user.
   *
   * @param email the address that is to be the user's, and its key; null unless that is the purpose
   */
  @SqlUpdate(
      """
      insert into validations (server_id, id, user_id, purpose, email, email_key)
      select u.server_id, :id, u.id, :purpose, :email, :emailKey
        from users u
       where u.server_id = :serverId and u.id = :userId
      on conflict (server_id, user_id, purpose) do update
         set id = excluded.id, email = excluded.email, email_key = excluded.email_key,
             pin_tries = 0, time_sent = null, expires_at = null, pin_expires_at = null
      """)
  void replace(long serverId, UUID id, UUID userId, String purpose, String email, String emailKey);

  /** What a link is about; empty if it was used up or replaced, or its user is gone. */
  @SqlQuery(
      """
      select v.user_id, coalesce(v.email, u.email) as email, u.locale,
             case v.purpose when 'validation' then u.time_activated is not null
                            when 'email_change' then u.email_key = v.email_key
                            else false end as is_done,
             coalesce(v.expires_at <= now(), false) as is_expired, v.expires_at
        from validations v
        join users u on u.server_id = v.server_id and u.id = v.user_id
       where v.server_id = :serverId and v.id = :id and v.purpose = :purpose
      """)
  @RegisterRowMapper(ValidationMapper.class)
  Optional<Validation> find(long serverId, UUID id, String purpose);

  /**
   * Uses up a link that is alive; of several requests at once one does it, and gets true. Its user
   * is locked before, as everywhere, so that nobody waits in a circle.
   */
  @SqlUpdate(
      """
      delete from validations
       where server_id = :serverId and id = :id and purpose = :purpose
         and (expires_at is null or expires_at > now())
      """)
  boolean use(long serverId, UUID id, String purpose);

  /** Kills a user's link of a purpose, if there is one. */
  @SqlUpdate(
      """
      delete from validations
       where server_id = :serverId and user_id = :userId and purpose = :purpose
      """)
  void drop(long serverId, UUID userId, String purpose);

  /**
   * Activates the user of a link that is alive and was not replaced; of several requests at once
   * one does it. A mail that we did not know to be sent was delivered, and need not be sent again.
   */
  @SqlQuery(
      """
      with activated as (
          update users u
             set time_activated = now(), time_updated = now()
            from validations v
           where v.server_id = :serverId and v.id = :id and v.purpose = 'validation'
             and (v.expires_at is null or v.expires_at > now())
             and u.server_id = v.server_id and u.id = v.user_id and u.time_activated is null
          returning u.id),
      delivered as (
          update mails
             set status = 'delivered', time_sent = coalesce(time_sent, now()), claim_id = null, reason = null
           where server_id = :serverId and id = :id and status in ('queued', 'held')
             and exists (select from activated))
      select exists (select from activated)
      """)
  boolean activate(long serverId, UUID id);

  /**
   * Removes the pending user of a link, and with it the link; false if the user is activated or
   * gone.
   */
  @SqlUpdate(
      """
      delete from users u
       using validations v
       where v.server_id = :serverId and v.id = :id and v.purpose = 'validation'
         and u.server_id = v.server_id and u.id = v.user_id and u.time_activated is null
      """)
  boolean reject(long serverId, UUID id);

  /** Uses up one of the tries of a user's live PIN, before it is looked at; empty if it is dead. */
  @SqlQuery(
      """
      update validations
         set pin_tries = pin_tries + 1
       where server_id = :serverId and user_id = :userId and purpose = 'validation'
         and pin_tries < :maxTries
         and (pin_expires_at is null or pin_expires_at > now())
      returning id, pin_tries
      """)
  @RegisterRowMapper(PinTryMapper.class)
  Optional<PinTry> takePinTry(long serverId, UUID userId, int maxTries);

  /** Whether a user's PIN died of wrong tries, and not of age. */
  @SqlQuery(
      """
      select exists (select from validations
                      where server_id = :serverId and user_id = :userId and purpose = 'validation'
                        and pin_tries >= :maxTries)
      """)
  boolean isPinUsedUp(long serverId, UUID userId, int maxTries);

  /** A try of the PIN that belongs to a validation; the first is number 1. */
  record PinTry(UUID validationId, int number) {}

  /** Reads a {@link Validation}. */
  final class ValidationMapper implements RowMapper<Validation> {
    @Override
    public Validation map(ResultSet row, StatementContext context) throws SQLException {
      var expiresAt = row.getObject("expires_at", OffsetDateTime.class);
      return new Validation(
          row.getObject("user_id", UUID.class),
          row.getString("email"),
          row.getString("locale"),
          row.getBoolean("is_done"),
          row.getBoolean("is_expired"),
          expiresAt == null ? null : expiresAt.toInstant());
    }
  }

  /** Reads a {@link PinTry}. */
  final class PinTryMapper implements RowMapper<PinTry> {
    @Override
    public PinTry map(ResultSet row, StatementContext context) throws SQLException {
      return new PinTry(row.getObject("id", UUID.class), row.getInt("pin_tries"));
    }
  }
}
