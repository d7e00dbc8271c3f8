package org.registrationapi.emailchange;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The email_undos table: links that take changes of a user's address back. */
interface EmailUndoDao {
  /**
   * Inserts a link, which works while a change waits.
   *
   * @param id also of its mail
   * @param email the user's address, and its key
   */
  @SqlUpdate(
      """
      insert into email_undos (server_id, id, user_id, email, email_key)
      values (:serverId, :id, :userId, :email, :emailKey)
      """)
  void insert(long serverId, UUID id, UUID userId, String email, String emailKey);

  /** Notes that a user has left its address now, in all links that give this address back. */
  @SqlUpdate(
      """
      update email_undos
         set time_changed = now()
       where server_id = :serverId and user_id = :userId and time_changed is null
         and time_used is null
      """)
  void markChanged(long serverId, UUID userId);

  /** Uses a link; returns when the user left its address, empty if the change was not made. */
  @SqlQuery(
      """
      update email_undos
         set time_used = now()
       where server_id = :serverId and id = :id
      returning time_changed
      """)
  Optional<Instant> use(long serverId, UUID id);

  /**
   * Removes a user's other links for the same change and for later ones. Those for earlier changes
   * stay.
   *
   * @param changed when the change was made; null if it was not made
   */
  @SqlUpdate(
      """
      delete from email_undos
       where server_id = :serverId and user_id = :userId and id <> :id and time_used is null
         and (time_changed is null or time_changed >= :changed::timestamptz)
      """)
  void dropSince(long serverId, UUID userId, UUID id, Instant changed);

  /**
   * Deletes links that were mailed 40 days ago, at all servers: 30 days is the longest that a
   * change can wait, and a link works for 7 days after it.
   *
   * @return how many there were, at most the limit
   */
  @SqlUpdate(
      """
      delete from email_undos
       where (server_id, id) in (select server_id, id
                                   from email_undos
                                  where time_created <= now() - interval '40 days'
                                  limit :limit)
      """)
  int forgetOld(int limit);
}
