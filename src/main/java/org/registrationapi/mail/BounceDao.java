package org.registrationapi.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The addresses that no mail reaches. They are remembered for all servers together. */
@RegisterRowMapper(BounceDao.BounceMapper.class)
public interface BounceDao {
  /** A page of addresses, in their order, all after one. */
  @SqlQuery(
      """
      select email_key, reason, time_bounced
        from bounced_addresses
       where email_key > :after
       order by email_key
       limit :limit
      """)
  List<Bounce> page(String after, int limit);

  /** The address, if it is one of them. */
  @SqlQuery(
      """
      select email_key, reason, time_bounced
        from bounced_addresses
       where email_key = :emailKey
      """)
  List<Bounce> find(String emailKey);

  /** Forgets an address; false if it was not remembered. */
  @SqlUpdate("delete from bounced_addresses where email_key = :emailKey")
  boolean delete(String emailKey);

  /** Reads a {@link Bounce}. */
  final class BounceMapper implements RowMapper<Bounce> {
    @Override
    public Bounce map(ResultSet row, StatementContext context) throws SQLException {
      return new Bounce(
          row.getString("email_key"),
          row.getString("reason"),
          row.getObject("time_bounced", OffsetDateTime.class).toInstant());
    }
  }
}
