package org.registrationapi.users;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Changes one user. The transaction that deletes a user deletes its mails, too. */
public interface UserDao {
  /** Locks a user until the transaction ends; empty if there is none. */
  @SqlQuery("select id from users where server_id = :serverId and id = :id for update")
  Optional<UUID> lock(long serverId, UUID id);

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

  /** Changes a user's address; violates the unique constraint if another user has it. */
  @SqlUpdate(
      """
      update users
         set email = :email, email_key = :emailKey, time_updated = now()
       where server_id = :serverId and id = :id
      """)
  void changeEmail(long serverId, UUID id, String email, String emailKey);

  /** Deletes a user and its validations; false if there was none. */
  @SqlUpdate("delete from users where server_id = :serverId and id = :id")
  boolean delete(long serverId, UUID id);
}
