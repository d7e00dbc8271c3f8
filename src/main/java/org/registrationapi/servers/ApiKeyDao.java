package org.registrationapi.servers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The api_keys table. */
public interface ApiKeyDao {
  /** Keeps a new key, its hash in hexadecimal; empty if its id is taken. */
  @SqlQuery(
      """
      insert into api_keys (id, server_id, secret_hash, label)
      values (:id, :serverId, decode(:secretHash, 'hex'), :label)
      on conflict (id) do nothing
      returning id, label, time_created, time_revoked
      """)
  @RegisterRowMapper(KeyInfoMapper.class)
  Optional<KeyInfo> insert(String id, long serverId, String secretHash, String label);

  /** What a key that is not revoked must match, and whose it is. */
  @SqlQuery(
      """
      select encode(k.secret_hash, 'hex') as secret_hash, s.id, s.name
        from api_keys k join servers s on s.id = k.server_id
       where k.id = :id and k.time_revoked is null
      """)
  @RegisterRowMapper(OwnerMapper.class)
  Optional<Owner> findOwner(String id);

  /** A server's keys, the oldest first. */
  @SqlQuery(
      """
      select id, label, time_created, time_revoked
        from api_keys
       where server_id = :serverId
       order by time_created, id
      """)
  @RegisterRowMapper(KeyInfoMapper.class)
  List<KeyInfo> list(long serverId);

  @SqlQuery("select exists (select from api_keys where id = :id)")
  boolean isKnown(String id);

  /**
   * Revokes a key for good; false if the server has no such key. Revoking it again changes nothing.
   */
  @SqlUpdate(
      """
      update api_keys
         set time_revoked = coalesce(time_revoked, now())
       where server_id = :serverId and id = :id
      """)
  boolean revoke(long serverId, String id);

  /** A server as its key finds it; the hash in hexadecimal. */
  record Owner(String secretHash, long serverId, String serverName) {}

  /** Reads an {@link Owner}. */
  final class OwnerMapper implements RowMapper<Owner> {
    @Override
    public Owner map(ResultSet row, StatementContext context) throws SQLException {
      return new Owner(row.getString("secret_hash"), row.getLong("id"), row.getString("name"));
    }
  }

  /** Reads a {@link KeyInfo}. */
  final class KeyInfoMapper implements RowMapper<KeyInfo> {
    @Override
    public KeyInfo map(ResultSet row, StatementContext context) throws SQLException {
      return new KeyInfo(
          row.getString("id"),
          row.getString("label"),
          row.getObject("time_created", OffsetDateTime.class).toInstant(),
          instant(row.getObject("time_revoked", OffsetDateTime.class)));
    }

    private static Instant instant(OffsetDateTime time) {
      return time == null ? null : time.toInstant();
    }
  }
}
