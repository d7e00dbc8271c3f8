package org.registrationapi.keys;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The tables api_keys and key_uses. */
@RegisterConstructorMapper(KeyInfo.class)
public interface ApiKeyDao {
  /** Inserts a new key, its hash in hexadecimal; empty if its id is taken. */
  @SqlQuery(
      """
      insert into api_keys (id, server_id, secret_hash, label, kind, allowed_origins)
      values (:id, :serverId, decode(:secretHash, 'hex'), :label, :kind, :allowedOrigins)
      on conflict (id) do nothing
      returning id, label, kind, allowed_origins, time_created, null::timestamptz as time_used, time_revoked
      """)
  Optional<KeyInfo> insert(
      String id,
      long serverId,
      String secretHash,
      String label,
      String kind,
      List<String> allowedOrigins);

  /** The server of a key that is not revoked, and the hash that the key must match. */
  @SqlQuery(
      """
      select k.id as key_id, encode(k.secret_hash, 'hex') as secret_hash, s.id as server_id,
             s.name as server_name, k.kind = 'publishable' or s.privacy = 'strict' as is_strict,
             k.allowed_origins
        from api_keys k
        join servers s on s.id = k.server_id
       where k.id = :id and k.time_revoked is null
      """)
  @RegisterConstructorMapper(Caller.class)
  Optional<Caller> findCaller(String id);

  /** Records that a key was used this hour; writes nothing if that is recorded already. */
  @SqlUpdate(
      """
      insert into key_uses as u (server_id, key_id, time_used)
      values (:serverId, :keyId, date_trunc('hour', now()))
      on conflict (server_id, key_id) do update
         set time_used = excluded.time_used
       where u.time_used < excluded.time_used
      """)
  void recordUse(long serverId, String keyId);

  /** Whether the pages of an origin may use any key. */
  @SqlQuery(
      """
      select exists (select from api_keys
                      where time_revoked is null and allowed_origins @> array[:origin]::text[])
      """)
  boolean isAllowedOrigin(String origin);

  /** A server's keys, the oldest first. */
  @SqlQuery(
      """
      select k.id, k.label, k.kind, k.allowed_origins, k.time_created, u.time_used, k.time_revoked
        from api_keys k
        left join key_uses u on u.server_id = :serverId and u.key_id = k.id
       where k.server_id = :serverId
       order by k.time_created, k.id
      """)
  List<KeyInfo> list(long serverId);

  @SqlQuery("select exists (select from api_keys where id = :id)")
  boolean isKnown(String id);

  /** Whether a server has a key, revoked or not. */
  @SqlQuery("select exists (select from api_keys where server_id = :serverId and id = :id)")
  boolean has(long serverId, String id);

  /** Revokes a key permanently; false if the server has no such key, or it is revoked already. */
  @SqlUpdate(
      """
      update api_keys
         set time_revoked = now()
       where server_id = :serverId and id = :id and time_revoked is null
      """)
  boolean revoke(long serverId, String id);
}
