package org.registrationapi.servers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.registrationapi.database.HotQuery;
import org.registrationapi.servers.ApiKeyDao.KeyInfoMapper;

/** Finding out whose a key is, which the first request of every few seconds waits for. */
final class KeyFindDao {
  private static final HotQuery<Owner> OWNER =
      new HotQuery<>(
          """
      select encode(k.secret_hash, 'hex') as secret_hash, s.id, s.name, s.privacy, k.kind, k.allowed_origins,
             k.time_used is not distinct from date_trunc('hour', now()) as is_use_recorded
        from api_keys k join servers s on s.id = k.server_id
       where k.id = :id and k.time_revoked is null
      """,
          new OwnerMapper());

  private final Handle handle;

  KeyFindDao(Handle handle) {
    this.handle = handle;
  }

  /** What a key that is not revoked must match, and whose it is. */
  Optional<Owner> owner(String id) {
    return OWNER.run(handle, name -> id);
  }

  /**
   * A key and its server; the hash in hexadecimal.
   *
   * @param isStrict whether registering with it says of no address whether it is known
   * @param isUseRecorded whether it is known that the key was used this hour
   */
  record Owner(
      String secretHash,
      long serverId,
      String serverName,
      boolean isStrict,
      KeyKind kind,
      Set<String> allowedOrigins,
      boolean isUseRecorded) {}

  /** Reads an {@link Owner}. */
  private static final class OwnerMapper implements RowMapper<Owner> {
    @Override
    public Owner map(ResultSet row, StatementContext context) throws SQLException {
      var kind = KeyKind.of(row.getString("kind")).orElseThrow();
      return new Owner(
          row.getString("secret_hash"),
          row.getLong("id"),
          row.getString("name"),
          kind == KeyKind.PUBLISHABLE || row.getString("privacy").equals(Server.STRICT),
          kind,
          Set.copyOf(KeyInfoMapper.origins(row)),
          row.getBoolean("is_use_recorded"));
    }
  }
}
