package org.registrationapi.users;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Users by address. At one server an address belongs to one user, pending or activated. */
public interface AddressDao {
  /** Whether the address belongs to an activated user. */
  @SqlQuery(
      """
      select exists (select from users
                      where server_id = :serverId and email_key = :emailKey
                        and time_activated is not null)
      """)
  boolean isActivated(long serverId, String emailKey);

  /**
   * Inserts a pending user and returns its time of creation; empty if another user has the address.
   *
   * @param replacedAnother whether a pending user of the address was deleted for it
   */
  @SqlQuery(
      """
      insert into users (server_id, id, email, email_key, password_hash,
                         first_name, last_name, birth_date, locale, replaced_another)
      values (:serverId, :id, :email, :emailKey, :passwordHash,
              :firstName, :lastName, :birthDate, :locale, :replacedAnother)
      on conflict (server_id, email_key) do nothing
      returning time_created
      """)
  Optional<Instant> insert(@BindMethods PendingUser user, boolean replacedAnother);

  /**
   * Locks the activated user of an address until the transaction ends; empty if no activated user
   * has the address.
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

  /**
   * Deletes the pending user of an address, its validation and its stored answers, and returns its
   * id; empty if there is no such user.
   */
  @SqlQuery(
      """
      delete from users
       where server_id = :serverId and email_key = :emailKey and time_activated is null
      returning id
      """)
  Optional<UUID> deletePending(long serverId, String emailKey);

  /**
   * An activated user who receives a mail.
   *
   * @param locale BCP 47, or null
   */
  record Owner(UUID id, String email, String locale) {}

  /**
   * A new row of the users table.
   *
   * @param emailKey the normalized address, which is unique
   * @param passwordHash PHC string
   */
  record PendingUser(
      long serverId,
      UUID id,
      String email,
      String emailKey,
      String passwordHash,
      String firstName,
      String lastName,
      LocalDate birthDate,
      String locale) {

    @Override
    public String toString() {
      return "PendingUser[" + id + "]"; // the rest is personal data
    }
  }
}
