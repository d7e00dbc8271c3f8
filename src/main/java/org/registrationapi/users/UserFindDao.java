package org.registrationapi.users;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/**
 * Finding one user, the hot read. It stands by itself because attaching a DAO costs microseconds
 * for each of its methods, whether they are called or not.
 */
@RegisterRowMapper(UserMapper.class)
public interface UserFindDao {
  /** The columns of {@link UserMapper} and the tables they come from. */
  String SELECT =
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

  /** The user of that id. */
  @SqlQuery(SELECT + " where u.server_id = :serverId and u.id = :id")
  Optional<User> findById(long serverId, UUID id);

  /** The user of that address, in the form in which addresses are compared. */
  @SqlQuery(SELECT + " where u.server_id = :serverId and u.email_key = :emailKey")
  Optional<User> findByEmail(long serverId, String emailKey);
}
