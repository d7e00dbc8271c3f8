package org.registrationapi.users;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** One user as its server sees it. A server sees its own users only. */
@RegisterRowMapper(UserMapper.class)
public interface UserDetailsDao {
  /** The user with that id. */
  @SqlQuery(
      """
      select id, server, email, new_email, first_name, last_name, birth_date, locale, is_activated,
             time_created, time_updated, time_activated,
             mail_status, time_sent, expires_at, next_attempt_at, reason
        from user_details
       where server_id = :serverId and id = :id
      """)
  Optional<User> findById(long serverId, UUID id);

  /** The user with that normalized address. */
  @SqlQuery(
      """
      select id, server, email, new_email, first_name, last_name, birth_date, locale, is_activated,
             time_created, time_updated, time_activated,
             mail_status, time_sent, expires_at, next_attempt_at, reason
        from user_details
       where server_id = :serverId and email_key = :emailKey
      """)
  Optional<User> findByEmail(long serverId, String emailKey);
}
