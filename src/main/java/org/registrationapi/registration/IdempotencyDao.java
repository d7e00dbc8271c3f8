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

/** The idempotency_keys table. A registration takes its key first and touches its user after. */
public interface IdempotencyDao {
  /** What was answered under a key. */
  @SqlQuery(
      """
      select encode(fingerprint, 'hex') as fingerprint, user_id, answer
        from idempotency_keys
       where server_id = :serverId and key = :key
      """)
  @RegisterRowMapper(KeptMapper.class)
  Optional<Kept> find(long serverId, String key);

  /**
   * Takes a key until the transaction ends, and gives no answer; or waits for the transaction that
   * took it, and gives the answer that it kept.
   */
  @SqlQuery(
      """
      insert into idempotency_keys as k (server_id, key, fingerprint)
      values (:serverId, :key, decode(:fingerprint, 'hex'))
      on conflict (server_id, key) do update
         set fingerprint = k.fingerprint
      returning encode(fingerprint, 'hex') as fingerprint, user_id, answer
      """)
  @RegisterRowMapper(KeptMapper.class)
  Kept take(long serverId, String key, String fingerprint);

  /** Keeps the answer under a key that this transaction took. */
  @SqlUpdate(
      """
      update idempotency_keys
         set user_id = :userId, answer = :answer
       where server_id = :serverId and key = :key
      """)
  void keep(long serverId, String key, UUID userId, String answer);

  /** Frees a key that was taken 24 hours ago or earlier. */
  @SqlUpdate(
      """
      delete from idempotency_keys
       where server_id = :serverId and key = :key and time_created <= now() - interval '24 hours'
      """)
  void free(long serverId, String key);

  /**
   * Forgets what is older than 24 hours, at all servers; it waits for nobody.
   *
   * @return how many it were, at most the limit
   */
  @SqlUpdate(
      """
      with old as (
          select server_id, key
            from idempotency_keys
           where time_created <= now() - interval '24 hours'
           limit :limit
             for update skip locked)
      delete from idempotency_keys k
       using old
       where k.server_id = old.server_id and k.key = old.key
      """)
  int forgetOld(int limit);

  /** What is kept under a key; without an answer if this very transaction has taken it. */
  record Kept(String fingerprint, Optional<Answer> answer) {}

  /** Reads a {@link Kept}. */
  final class KeptMapper implements RowMapper<Kept> {
    @Override
    public Kept map(ResultSet row, StatementContext context) throws SQLException {
      var userId = row.getObject("user_id", UUID.class);
      var text = row.getString("answer");
      return new Kept(
          row.getString("fingerprint"),
          userId == null ? Optional.empty() : Optional.of(new Answer(userId, text)));
    }
  }
}
