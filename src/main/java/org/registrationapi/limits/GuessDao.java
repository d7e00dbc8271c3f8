package org.registrationapi.limits;

import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The guesses table. */
interface GuessDao {
  /**
   * Counts a guess before it is checked, and returns its number since the last right one. While
   * guesses are blocked, it returns empty and changes nothing. From the {@code free}-th on each
   * guess blocks the next ones, twice as long as the one before. Durations are in seconds. Times
   * are added in UTC, without a time zone, because Citus allows immutable functions only.
   *
   * @param memory the time without a guess after which all are forgotten
   */
  @SqlQuery(
      """
      insert into guesses as g (server_id, purpose, subject, tries, blocked_until, time_tried)
      values (:serverId, :purpose, :subject, 1,
              case when :free <= 1 then now() + :first * interval '1 second' else '-infinity' end, now())
      on conflict (server_id, purpose, subject) do update
         set tries =
                 case when excluded.time_tried - g.time_tried >= :memory * interval '1 second'
                      then 1 else g.tries + 1 end,
             blocked_until =
                 case when excluded.time_tried - g.time_tried >= :memory * interval '1 second'
                      then excluded.blocked_until
                      when g.tries + 1 < :free
                      then '-infinity'
                      else (excluded.time_tried at time zone 'utc'
                               + least(:longest, :first * 2 ^ least(g.tries + 1 - :free, 30))
                                   * interval '1 second') at time zone 'utc' end,
             time_tried = excluded.time_tried
       where g.blocked_until <= excluded.time_tried
      returning tries
      """)
  Optional<Integer> take(
      long serverId,
      String purpose,
      String subject,
      int free,
      long first,
      long longest,
      long memory);

  /** Seconds until the next guess, at least 1; empty if it may be made now. */
  @SqlQuery(
      """
      select greatest(1, ceil(extract(epoch from blocked_until - now())))::bigint
        from guesses
       where server_id = :serverId and purpose = :purpose and subject = :subject
         and blocked_until > now()
      """)
  Optional<Long> secondsUntilAllowed(long serverId, String purpose, String subject);

  /** Undoes the newest guess, unless another was made since. */
  @SqlUpdate(
      """
      update guesses
         set tries = tries - 1, blocked_until = '-infinity'
       where server_id = :serverId and purpose = :purpose and subject = :subject and tries = :tries
      """)
  void giveBack(long serverId, String purpose, String subject, int tries);

  /** Forgets all guesses of a subject. */
  @SqlUpdate(
      """
      delete from guesses
       where server_id = :serverId and purpose = :purpose and subject = :subject
      """)
  void forget(long serverId, String purpose, String subject);

  /** Forgets all guesses at an address, of every source: "address" and "address source". */
  @SqlUpdate(
      """
      delete from guesses
       where server_id = :serverId and purpose = :purpose
         and (subject = :emailKey or subject >= :emailKey || ' ' and subject < :emailKey || '!')
      """)
  void forgetAddress(long serverId, String purpose, String emailKey);

  /** Forgets old guesses of all servers, at most the limit. */
  @SqlUpdate(
      """
      delete from guesses
       where (server_id, purpose, subject) in
             (select server_id, purpose, subject
                from guesses
               where time_tried <= now() - interval '24 hours'
               limit :limit)
      """)
  int forgetOld(int limit);
}
