package org.registrationapi.users;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * The users table, to be changed. Whoever deletes a user deletes its mails in the same transaction.
 */
public interface UserDao {
  /** Whether the address belongs to an activated user. */
  @SqlQuery(
      """
      select exists (select from users
                      where server_id = :serverId and email_key = :emailKey
                        and time_activated is not null)
      """)
  boolean isActivated(long serverId, String emailKey);

  /** Inserts a pending user and gives its time; empty if the address is another user's. */
  @SqlQuery(
      """
      insert into users (server_id, id, email, email_key, password_hash,
                         first_name, last_name, birth_date, locale)
      values (:serverId, :id, :email, :emailKey, :passwordHash,
              :firstName, :lastName, :birthDate, :locale)
      on conflict (server_id, email_key) do nothing
      returning time_created
      """)
  Optional<Instant> insert(@BindMethods PendingUser user);

  /** Locks a user against change until the transaction ends; empty if there is none. */
  @SqlQuery("select id from users where server_id = :serverId and id = :id for update")
  Optional<UUID> lock(long serverId, UUID id);

  /**
   * Locks the activated user of an address against change until the transaction ends; empty if the
   * address belongs to no user, or to a pending one.
   */
  @SqlQuery(
      """
      select id, email, locale
        from users
       where server_id = :serverId and email_key = :emailKey and time_activated is not null
         for update
      """)
  @RegisterConstructorMapper(Owner.class)
  Optional<Owner> lockActivated(long serverId, String emailKey);

  /** Writes the profile. */
  @SqlUpdate(
      """
      update users
         set first_name = :firstName, last_name = :lastName, birth_date = :birthDate,
             locale = :locale, time_updated = now()
       where server_id = :serverId and id = :id
      """)
  void updateProfile(
      long serverId,
      UUID id,
      String firstName,
      String lastName,
      LocalDate birthDate,
      String locale);

  /** Gives a user another address; a violation of the unique constraint if it is another user's. */
  @SqlUpdate(
      """
      update users
         set email = :email, email_key = :emailKey, time_updated = now()
       where server_id = :serverId and id = :id
      """)
  void changeEmail(long serverId, UUID id, String email, String emailKey);

  /**
   * Activates the pending user of a validation that is alive, and gives its id; of several requests
   * at once one does it. Empty if there is no such user or validation.
   */
  @SqlQuery(
      """
      update users u
         set time_activated = now(), time_updated = now()
        from validations v
       where v.server_id = :serverId and v.id = :validationId and v.purpose = 'validation'
         and (v.expires_at is null or v.expires_at > now())
         and u.server_id = :serverId and u.id = v.user_id and u.time_activated is null
      returning u.id
      """)
  Optional<UUID> activate(long serverId, UUID validationId);

  /**
   * Removes the pending user of an address and gives its id; its validation and the answers kept
   * for it go with it. Empty if there is no such user.
   */
  @SqlQuery(
      """
      delete from users
       where server_id = :serverId and email_key = :emailKey and time_activated is null
      returning id
      """)
  Optional<UUID> deletePending(long serverId, String emailKey);

  /** The same of the pending user of a validation, also of one whose life is over. */
  @SqlQuery(
      """
      delete from users u
       using validations v
       where v.server_id = :serverId and v.id = :validationId and v.purpose = 'validation'
         and u.server_id = :serverId and u.id = v.user_id and u.time_activated is null
      returning u.id
      """)
  Optional<UUID> deletePendingOf(long serverId, UUID validationId);

  /** Removes a user and its validations; false if there was none. */
  @SqlUpdate("delete from users where server_id = :serverId and id = :id")
  boolean delete(long serverId, UUID id);

  /**
   * An activated user that a mail goes to.
   *
   * @param locale BCP 47, or null
   */
  record Owner(UUID id, String email, String locale) {}
}
