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
      insert into api_keys (id, server_id, secret_hash, label, kind, allowed_origins)
      values (:id, :serverId, decode(:secretHash, 'hex'), :label, :kind, :allowedOrigins)
      on conflict (id) do nothing
      returning id, label, kind, allowed_origins, time_created, time_used, time_revoked
      """)
  @RegisterRowMapper(KeyInfoMapper.class)
  Optional<KeyInfo> insert(
      String id,
      long serverId,
      String secretHash,
      String label,
      String kind,
      List<String> allowedOrigins);

  /**
   * Records that keys were used this hour; once an hour, whoever comes first.
   *
   * @param ids of the keys, each beside its server's
   */
  @SqlUpdate(
      """
      with used as (
          select k.server_id, k.id
            from unnest(:serverIds::bigint[], :ids::text[]) as use (server_id, id)
            join api_keys k on k.server_id = use.server_id and k.id = use.id
           where k.time_used is distinct from date_trunc('hour', now())
             for update of k skip locked)
      update api_keys k
         set time_used = date_trunc('hour', now())
        from used
       where k.server_id = used.server_id and k.id = used.id
      """)
  void recordUses(List<Long> serverIds, List<String> ids);

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
      select id, label, kind, allowed_origins, time_created, time_used, time_revoked
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

  /** Reads a {@link KeyInfo}. */
  final class KeyInfoMapper implements RowMapper<KeyInfo> {
    @Override
    public KeyInfo map(ResultSet row, StatementContext context) throws SQLException {
      return new KeyInfo(
          row.getString("id"),
          row.getString("label"),
          row.getString("kind"),
          origins(row),
          instant(row, "time_created"),
          instant(row, "time_used"),
          instant(row, "time_revoked"));
    }

    static List<String> origins(ResultSet row) throws SQLException {
      return List.of((String[]) row.getArray("allowed_origins").getArray());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
      var time = row.getObject(column, OffsetDateTime.class);
      return time == null ? null : time.toInstant();
    }
  }
}
