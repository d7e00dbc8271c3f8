package org.registrationapi.registration;

import java.sql.ResultSet;
import java.sql.SQLException;
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

  /** Reads a {@link PinTry}. */
  final class PinTryMapper implements RowMapper<PinTry> {
    @Override
    public PinTry map(ResultSet row, StatementContext context) throws SQLException {
      return new PinTry(row.getObject("id", UUID.class), row.getInt("pin_tries"));
    }
  }
}
