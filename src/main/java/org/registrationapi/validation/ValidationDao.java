package org.registrationapi.validation;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * The validations table. A user has at most one validation of each purpose. A link or PIN does not
 * expire before its mail is known to be sent.
 */
public interface ValidationDao {
  /**
   * Gives a user a new validation, which replaces the older one of that purpose. Does nothing if
   * there is no such user.
   *
   * @param email the user's new address, and its key; null unless the purpose is an email change
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
   * Uses up a live link. Of several concurrent requests one does it and gets true. The caller has
   * locked the user, as everywhere, to prevent deadlocks.
   */
  @SqlUpdate(
      """
      delete from validations
       where server_id = :serverId and id = :id and purpose = :purpose
         and (expires_at is null or expires_at > now())
      """)
  boolean useUp(long serverId, UUID id, String purpose);

  /** Removes a user's validation of a purpose, if there is one. */
  @SqlUpdate(
      """
      delete from validations
       where server_id = :serverId and user_id = :userId and purpose = :purpose
      """)
  void drop(long serverId, UUID userId, String purpose);

  /**
   * Uses up one of the tries of a user's PIN, before the PIN is checked; empty if the PIN no longer
   * works.
   */
  @SqlQuery(
      """
      update validations
         set pin_tries = pin_tries + 1
       where server_id = :serverId and user_id = :userId and purpose = 'validation'
         and pin_tries < :maxTries
         and (pin_expires_at is null or pin_expires_at > now())
      returning id as validation_id, pin_tries as number
      """)
  @RegisterConstructorMapper(PinTry.class)
  Optional<PinTry> takePinTry(long serverId, UUID userId, int maxTries);

  /**
   * Uses up one of the tries of the PIN of an address like {@link #takePinTry}; empty also if no
   * user has the address.
   */
  @SqlQuery(
      """
      update validations v
         set pin_tries = v.pin_tries + 1
        from users u
       where u.server_id = :serverId and u.email_key = :emailKey
         and v.server_id = :serverId and v.user_id = u.id and v.purpose = 'validation'
         and v.pin_tries < :maxTries
         and (v.pin_expires_at is null or v.pin_expires_at > now())
      returning v.user_id, v.id as validation_id, v.pin_tries as number
      """)
  @RegisterConstructorMapper(AddressPinTry.class)
  Optional<AddressPinTry> takePinTryOf(long serverId, String emailKey, int maxTries);

  /** Whether a user's PIN is blocked by too many wrong tries, rather than expired. */
  @SqlQuery(
      """
      select exists (select from validations
                      where server_id = :serverId and user_id = :userId and purpose = 'validation'
                        and pin_tries >= :maxTries)
      """)
  boolean isPinUsedUp(long serverId, UUID userId, int maxTries);

  /** A try of a validation's PIN; the first is number 1. */
  record PinTry(UUID validationId, int number) {}

  /** A try of the PIN of an address, and the user who has the address. */
  record AddressPinTry(UUID userId, @Nested PinTry pin) {}
}
