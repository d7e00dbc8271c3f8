package org.registrationapi.passwords;

import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * The guesses table. Its times are those of the moment and not of the transaction's start: who had
 * to wait for another's row is judged by when it is his turn.
 */
interface GuessDao {
  /**
   * Counts a guess before it is looked at, and gives its number since the last right one; empty,
   * and nothing changed, while guesses are blocked. From the {@code free}-th on each blocks the
   * next ones, twice as long as the one before. Times in seconds.
   *
   * @param memory after so long without a guess all are forgotten
   */
  @SqlQuery(
      """
      insert into guesses as g (server_id, purpose, subject, tries, blocked_until, time_tried)
      values (:serverId, :purpose, :subject, 1, clock_timestamp(), clock_timestamp())
      on conflict (server_id, purpose, subject) do update
         set tries = case when g.time_tried <= clock_timestamp() - :memory * interval '1 second'
                          then 1 else g.tries + 1 end,
             blocked_until = clock_timestamp()
                 + case when g.time_tried <= clock_timestamp() - :memory * interval '1 second'
                             or g.tries + 1 < :free then 0
                        else least(:longest, :first * 2 ^ least(g.tries + 1 - :free, 30)) end
                   * interval '1 second',
             time_tried = clock_timestamp()
       where g.blocked_until <= clock_timestamp()
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
      select greatest(1, ceil(extract(epoch from blocked_until - clock_timestamp())))::bigint
        from guesses
       where server_id = :serverId and purpose = :purpose and subject = :subject
         and blocked_until > clock_timestamp()
      """)
  Optional<Long> secondsUntilAllowed(long serverId, String purpose, String subject);

  /** Undoes the newest guess, unless another was made since. */
  @SqlUpdate(
      """
      update guesses
         set tries = tries - 1, blocked_until = clock_timestamp()
       where server_id = :serverId and purpose = :purpose and subject = :subject and tries = :tries
      """)
  void giveBack(long serverId, String purpose, String subject, int tries);

  /** Forgets all guesses at an address. */
  @SqlUpdate(
      """
      delete from guesses
       where server_id = :serverId and purpose = :purpose and subject = :subject
      """)
  void forget(long serverId, String purpose, String subject);

  /** Forgets what is long over, whosever server it was at; a bounded number at a time. */
  @SqlUpdate(
      """
      delete from guesses
       where (server_id, purpose, subject) in
             (select server_id, purpose, subject
                from guesses
               where time_tried <= clock_timestamp() - interval '24 hours'
               limit 20
                 for update skip locked)
      """)
  void forgetOld();
}
