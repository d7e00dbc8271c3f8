package org.registrationapi.delivery;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Deletes old mails that wait for nothing. */
interface MailExpiryDao {
  /** The servers with settled mails that were queued before the time of an id. */
  @SqlQuery(
      """
      select distinct server_id
        from mails
       where id < :queuedBefore and status not in ('queued', 'held')
      """)
  List<Long> serversWithSettled(UUID queuedBefore);

  /** How many settled mails of all servers were queued before the time of an id. */
  @SqlQuery(
      """
      select count(*)
        from mails
       where id < :queuedBefore and status not in ('queued', 'held')
      """)
  long countSettled(UUID queuedBefore);

  /** Deletes settled mails of a server that were queued before the time of an id. */
  @SqlUpdate(
      """
      delete from mails
       where server_id = :serverId
         and id in (
             select id
               from mails
              where server_id = :serverId and id < :queuedBefore
                and status not in ('queued', 'held')
              order by id
              limit :limit
                for update skip locked)
      """)
  int deleteSettled(long serverId, UUID queuedBefore, int limit);
}
