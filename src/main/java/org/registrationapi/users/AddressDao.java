package org.registrationapi.users;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** The user of an address. An address belongs to one user of a server, pending or activated. */
public interface AddressDao {
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

  /**
   * An activated user that a mail goes to.
   *
   * @param locale BCP 47, or null
   */
  record Owner(UUID id, String email, String locale) {}
}
