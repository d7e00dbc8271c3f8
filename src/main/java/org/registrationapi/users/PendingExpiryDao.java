package org.registrationapi.users;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Deletes users who were never activated. */
interface PendingExpiryDao {
  /** The servers with pending users that registered before the time of an id. */
  @SqlQuery(
      """
      select distinct server_id
        from users
       where time_activated is null and id < :registeredBefore
      """)
  List<Long> serversWithPending(UUID registeredBefore);

  /** How many pending users {@link #deleteExpired} would delete, without a limit. */
  @SqlQuery(
      """
      select count(*)
        from users u
        join validations v
          on v.server_id = u.server_id and v.user_id = u.id and v.purpose = 'validation'
        left join mails m on m.server_id = v.server_id and m.id = v.id
       where u.server_id = :serverId and u.time_activated is null
         and u.id < :registeredBefore
         and case when v.expires_at is not null then v.expires_at
                  when m.id is null or m.status in ('failed', 'cancelled') then u.time_created
             end < now() - make_interval(secs => :seconds)
      """)
  long countExpired(long serverId, UUID registeredBefore, long seconds);

  /**
   * Deletes pending users of a server, the oldest first, and returns their ids: those whose link
   * expired more than this many seconds ago, and those whose mail was given up before it was sent
   * and who registered more than this many seconds ago.
   *
   * @param registeredBefore an id; all users to delete registered before its time
   */
  @SqlQuery(
      """
      delete from users
       where server_id = :serverId and time_activated is null
         and id in (
             select u.id
               from users u
               join validations v
                 on v.server_id = u.server_id and v.user_id = u.id and v.purpose = 'validation'
               left join mails m on m.server_id = v.server_id and m.id = v.id
              where u.server_id = :serverId and u.time_activated is null
                and u.id < :registeredBefore
                and case when v.expires_at is not null then v.expires_at
                         when m.id is null or m.status in ('failed', 'cancelled') then u.time_created
                    end < now() - make_interval(secs => :seconds)
              order by u.id
              limit :limit
                for update of u skip locked)
      returning id
      """)
  List<UUID> deleteExpired(long serverId, UUID registeredBefore, long seconds, int limit);
}
