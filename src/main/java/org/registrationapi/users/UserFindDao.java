package org.registrationapi.users;

import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Finding one user, the hot read, by plain JDBC on JDBI's connection: an SQL object, or JDBI's
 * fluent statement, costs as much again as the whole query.
 */
public final class UserFindDao {
  /** The columns of {@link UserMapper} and the tables they come from. */
  public static final String SELECT =
      """
      select u.id, s.name as server, u.email, u.first_name, u.last_name, u.birth_date, u.locale,
             u.time_created, u.time_updated, u.time_activated,
             m.status as mail_status, m.reason, v.time_sent, v.expires_at,
             case when m.status in ('queued', 'held') and m.claim_id is null then m.next_attempt_at end
                 as next_attempt_at
        from users u
        join servers s on s.id = u.server_id
        left join validations v
          on v.server_id = u.server_id and v.user_id = u.id and v.purpose = 'validation'
        left join mails m on m.server_id = v.server_id and m.id = v.id
      """;

  private static final String BY_ID = SELECT + " where u.server_id = ? and u.id = ?";
  private static final String BY_EMAIL = SELECT + " where u.server_id = ? and u.email_key = ?";

  private final Handle handle;

  public UserFindDao(Handle handle) {
    this.handle = handle;
  }

  /** The user of that id. */
  public Optional<User> findById(long serverId, UUID id) {
    return find(BY_ID, serverId, id);
  }

  /** The user of that address, in the form in which addresses are compared. */
  public Optional<User> findByEmail(long serverId, String emailKey) {
    return find(BY_EMAIL, serverId, emailKey);
  }

  private Optional<User> find(String sql, long serverId, Object key) {
    try (var statement = handle.getConnection().prepareStatement(sql)) {
      statement.setLong(1, serverId);
      statement.setObject(2, key);
      try (var row = statement.executeQuery()) {
        return row.next() ? Optional.of(UserMapper.map(row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException("a user cannot be read", e, null);
    }
  }
}
