package org.registrationapi.delivery;

import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The one row that tells the senders of all instances to hold back. */
public interface MailPauseDao {
  /** Why they hold back; empty if they do not. */
  @SqlQuery("select reason from mail_pause where reason is not null")
  Optional<String> reason();

  /**
   * Takes the right to try one mail after a pause, which nobody else has within a minute; false if
   * it is too early.
   */
  @SqlUpdate(
      """
      update mail_pause
         set paused_until = now() + interval '1 minute'
       where reason is not null and paused_until <= now()
      """)
  boolean takeProbe();

  /** Gives that right back unused. */
  @SqlUpdate("update mail_pause set paused_until = now() where reason is not null")
  void giveBackProbe();

  /**
   * Begins a pause, or prolongs it if the one before is over; calls that were under way together
   * count once.
   *
   * @return whether it did
   */
  @SqlUpdate(
      """
      update mail_pause
         set paused_until = now() + make_interval(
                 secs => least(:firstSeconds * power(2, least(step, 16)), :longestSeconds)),
             step = step + 1, reason = :reason
       where :isProbe or reason is null
      """)
  boolean begin(String reason, int firstSeconds, int longestSeconds, boolean isProbe);

  /** Ends the pause; false if there was none. */
  @SqlUpdate("update mail_pause set reason = null, step = 0 where reason is not null")
  boolean end();
}
