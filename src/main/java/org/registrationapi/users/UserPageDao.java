package org.registrationapi.users;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Pages of users as their server sees them. A server sees its own users only. */
@RegisterRowMapper(UserMapper.class)
interface UserPageDao {
  /** A page of users older than an id, the newest first. */
  @SqlQuery(
      """
      select id, server, email, new_email, first_name, last_name, birth_date, locale, is_activated,
             time_created, time_updated, time_activated,
             mail_status, time_sent, expires_at, next_attempt_at, reason
        from user_details
       where server_id = :serverId and id < :before
         and (:activated::boolean is null or is_activated = :activated)
       order by id desc
       limit :limit
      """)
  List<User> page(long serverId, Boolean activated, UUID before, int limit);

  /**
   * A page of pending users, the newest first; a separate statement because it has its own index.
   */
  @SqlQuery(
      """
      select id, server, email, new_email, first_name, last_name, birth_date, locale, is_activated,
             time_created, time_updated, time_activated,
             mail_status, time_sent, expires_at, next_attempt_at, reason
        from user_details
       where server_id = :serverId and id < :before and time_activated is null
       order by id desc
       limit :limit
      """)
  List<User> pagePending(long serverId, UUID before, int limit);

  /**
   * A page of users whose newest mail has a status, the newest user first; a separate statement
   * because an index covers the few mails that are not delivered.
   */
  @SqlQuery(
      """
      select id, server, email, new_email, first_name, last_name, birth_date, locale, is_activated,
             time_created, time_updated, time_activated,
             mail_status, time_sent, expires_at, next_attempt_at, reason
        from user_details
       where server_id = :serverId and id < :before and mail_status = :mailStatus
         and (:activated::boolean is null or is_activated = :activated)
       order by id desc
       limit :limit
      """)
  List<User> pageByMail(
      long serverId, String mailStatus, Boolean activated, UUID before, int limit);

  /**
   * A page of users whose address begins with a prefix and is greater than an address, by address.
   */
  @SqlQuery(
      """
      select id, server, email, new_email, first_name, last_name, birth_date, locale, is_activated,
             time_created, time_updated, time_activated,
             mail_status, time_sent, expires_at, next_attempt_at, reason
        from user_details
       where server_id = :serverId and email_key > :after
         and email_key >= :prefix and email_key < :prefixEnd
         and (:activated::boolean is null or is_activated = :activated)
       order by email_key
       limit :limit
      """)
  List<User> search(
      long serverId, Boolean activated, String prefix, String prefixEnd, String after, int limit);

  /** Like {@link #search}, for users whose newest mail has a status. */
  @SqlQuery(
      """
      select id, server, email, new_email, first_name, last_name, birth_date, locale, is_activated,
             time_created, time_updated, time_activated,
             mail_status, time_sent, expires_at, next_attempt_at, reason
        from user_details
       where server_id = :serverId and mail_status = :mailStatus and email_key > :after
         and email_key >= :prefix and email_key < :prefixEnd
         and (:activated::boolean is null or is_activated = :activated)
       order by email_key
       limit :limit
      """)
  List<User> searchByMail(
      long serverId,
      String mailStatus,
      Boolean activated,
      String prefix,
      String prefixEnd,
      String after,
      int limit);
}
