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
             pin_tries = 0, pin_tries_without_id = 0, time_sent = null, expires_at = null, pin_expires_at = null
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

  /** Removes a user's validation of another address, unless the user has the address by now. */
  @SqlUpdate(
      """
      delete from validations v
       using users u
       where v.server_id = :serverId and v.user_id = :userId and v.purpose = 'email_change'
         and u.server_id = :serverId and u.id = :userId and u.email_key <> v.email_key
      """)
  void dropWaitingChange(long serverId, UUID userId);

  /**
   * Uses up one of the tries of a user's PIN, before the PIN is checked; empty if the PIN no longer
   * works, or needs the registration's id. That of an activated user, whom it can only tell so, has
   * its tries even then. Tries with the id and without it are counted apart.
   *
   * @param withId whether the caller sent the registration's id
   */
  @SqlQuery(
      """
      update validations v
         set pin_tries = v.pin_tries + case when :withId then 1 else 0 end,
             pin_tries_without_id = v.pin_tries_without_id + case when :withId then 0 else 1 end
        from users u
       where v.server_id = :serverId and v.user_id = :userId and v.purpose = 'validation'
         and case when :withId then v.pin_tries else v.pin_tries_without_id end < :maxTries
         and u.server_id = :serverId and u.id = v.user_id
         and (u.time_activated is not null
              or (v.pin_expires_at is null or v.pin_expires_at > now())
                 and (:withId or not u.replaced_another))
      returning v.id as validation_id,
                case when :withId then v.pin_tries else v.pin_tries_without_id end as number
      """)
  @RegisterConstructorMapper(PinTry.class)
  Optional<PinTry> takePinTry(long serverId, UUID userId, boolean withId, int maxTries);

  /**
   * Uses up one of the tries of the PIN of an address like {@link #takePinTry}; empty also if no
   * user has the address, or another id.
   *
   * @param id of the registration; null if the caller did not send it
   */
  @SqlQuery(
      """
      update validations v
         set pin_tries = v.pin_tries + case when :withId then 1 else 0 end,
             pin_tries_without_id = v.pin_tries_without_id + case when :withId then 0 else 1 end
        from users u
       where u.server_id = :serverId and u.email_key = :emailKey
         and v.server_id = :serverId and v.user_id = u.id and v.purpose = 'validation'
         and case when :withId then v.pin_tries else v.pin_tries_without_id end < :maxTries
         and (not :withId or u.id = :id::uuid)
         and (u.time_activated is not null
              or (v.pin_expires_at is null or v.pin_expires_at > now())
                 and (:withId or not u.replaced_another))
      returning v.user_id, v.id as validation_id,
                case when :withId then v.pin_tries else v.pin_tries_without_id end as number
      """)
  @RegisterConstructorMapper(AddressPinTry.class)
  Optional<AddressPinTry> takePinTryOf(
      long serverId, String emailKey, boolean withId, UUID id, int maxTries);

  /**
   * Whether a validation's PIN would activate a pending user now: it has not expired and does not
   * need the registration's id.
   *
   * @param withId whether the caller sent the registration's id
   */
  @SqlQuery(
      """
      select exists (select from validations v
                       join users u on u.server_id = v.server_id and u.id = v.user_id
                      where v.server_id = :serverId and v.id = :id
                        and (v.pin_expires_at is null or v.pin_expires_at > now())
                        and (:withId or not u.replaced_another))
      """)
  boolean isPinAlive(long serverId, UUID id, boolean withId);

  /**
   * Whether a user's PIN is blocked by too many wrong tries, rather than expired.
   *
   * @param withId whether the caller sent the registration's id
   */
  @SqlQuery(
      """
      select exists (select from validations
                      where server_id = :serverId and user_id = :userId and purpose = 'validation'
                        and case when :withId then pin_tries else pin_tries_without_id end
                            >= :maxTries)
      """)
  boolean isPinUsedUp(long serverId, UUID userId, boolean withId, int maxTries);

  /** A try of a validation's PIN; the first is number 1. */
  record PinTry(UUID validationId, int number) {}

  /** A try of the PIN of an address, and the user who has the address. */
  record AddressPinTry(UUID userId, @Nested PinTry pin) {}
}
