package org.registrationapi.idempotency;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The idempotency_keys table. A registration takes its key first and changes its user after. */
@RegisterConstructorMapper(IdempotencyDao.Kept.class)
public interface IdempotencyDao {
  /** The response stored under a key. */
  @SqlQuery(
      """
      select encode(fingerprint, 'hex') as fingerprint, user_id, answer as text
        from idempotency_keys
       where server_id = :serverId and key = :key
      """)
  Optional<Kept> find(long serverId, String key);

  /**
   * Takes a key until the transaction ends, and returns no response. If another transaction has
   * taken the key, waits for it and returns its response.
   */
  @SqlQuery(
      """
      insert into idempotency_keys as k (server_id, key, fingerprint)
      values (:serverId, :key, decode(:fingerprint, 'hex'))
      on conflict (server_id, key) do update
         set fingerprint = k.fingerprint
      returning encode(fingerprint, 'hex') as fingerprint, user_id, answer as text
      """)
  Kept take(long serverId, String key, String fingerprint);

  /** Stores the response under a key that this transaction took. */
  @SqlUpdate(
      """
      update idempotency_keys
         set user_id = :userId::uuid, answer = :answer
       where server_id = :serverId and key = :key
      """)
  void storeAnswer(long serverId, String key, UUID userId, String answer);

  /** Frees a key that was taken 24 hours ago or earlier. */
  @SqlUpdate(
      """
      delete from idempotency_keys
       where server_id = :serverId and key = :key and time_created <= now() - interval '24 hours'
      """)
  void free(long serverId, String key);

  /**
   * Deletes keys that are older than 24 hours, at all servers.
   *
   * @return how many there were, at most the limit
   */
  @SqlUpdate(
      """
      delete from idempotency_keys
       where (server_id, key) in (select server_id, key
                                    from idempotency_keys
                                   where time_created <= now() - interval '24 hours'
                                   limit :limit)
      """)
  int forgetOld(int limit);

  /**
   * The row of a key.
   *
   * @param fingerprint of the request, in hexadecimal
   * @param answer null if this transaction has taken the key
   */
  record Kept(String fingerprint, @Nested StoredAnswer answer) {}
}
