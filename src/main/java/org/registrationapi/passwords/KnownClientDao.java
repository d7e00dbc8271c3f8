package org.registrationapi.passwords;

import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The known_clients table: from where users signed in lately. */
interface KnownClientDao {
  /** Whether the user of an address signed in from a client within this time. */
  @SqlQuery(
      """
      select exists (select from known_clients k
                       join users u on u.server_id = k.server_id and u.id = k.user_id
                      where k.server_id = :serverId and u.server_id = :serverId
                        and u.email_key = :emailKey and k.client = :client
                        and k.time_authenticated > now() - make_interval(secs => :seconds))
      """)
  boolean isKnown(long serverId, String emailKey, String client, long seconds);

  /** Remembers a client. The time is written at most once a day. */
  @SqlUpdate(
      """
      insert into known_clients as k (server_id, user_id, client, time_authenticated)
      values (:serverId, :userId, :client, now())
      on conflict (server_id, user_id, client) do update
         set time_authenticated = excluded.time_authenticated
       where excluded.time_authenticated - k.time_authenticated >= interval '1 day'
      """)
  void remember(long serverId, UUID userId, String client);

  /** Forgets old clients of all servers, at most the limit. */
  @SqlUpdate(
      """
      delete from known_clients
       where (server_id, user_id, client) in
             (select server_id, user_id, client
                from known_clients
               where time_authenticated <= now() - make_interval(secs => :seconds)
               limit :limit)
      """)
  int forgetOld(long seconds, int limit);
}
