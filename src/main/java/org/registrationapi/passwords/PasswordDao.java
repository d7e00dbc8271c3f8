package org.registrationapi.passwords;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The password hashes in the users table. No other class reads them. */
interface PasswordDao {
  /** The hash of the user of an address. */
  @SqlQuery(
      "select id, password_hash as hash from users where server_id = :serverId and email_key = :emailKey")
  @RegisterConstructorMapper(Stored.class)
  Optional<Stored> find(long serverId, String emailKey);

  /** Replaces a hash, unless it was replaced meanwhile. */
  @SqlUpdate(
      """
      update users
         set password_hash = :newHash
       where server_id = :serverId and id = :id and password_hash = :oldHash
      """)
  void replace(long serverId, UUID id, String oldHash, String newHash);

  /** Gives a user another hash. */
  @SqlUpdate(
      """
      update users
         set password_hash = :hash, time_updated = now()
       where server_id = :serverId and id = :id
      """)
  void set(long serverId, UUID id, String hash);

  /** A user's hash. */
  record Stored(UUID id, String hash) {
    @Override
    public String toString() {
      return "Stored[" + id + "]";
    }
  }
}
