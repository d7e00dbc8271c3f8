package org.registrationapi.delivery;

import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The single row that pauses the senders of all instances. */
public interface MailPauseDao {
  /** The reason of the pause; empty if there is none. */
  @SqlQuery("select reason from mail_pause where reason is not null")
  Optional<String> reason();

  /**
   * Claims the probe, one mail that is tried after a pause; no other sender can claim it for a
   * minute. False if it is too early.
   */
  @SqlUpdate(
      """
      update mail_pause
         set paused_until = now() + interval '1 minute'
       where reason is not null and paused_until <= now()
      """)
  boolean takeProbe();

  /** Releases an unused probe. */
  @SqlUpdate("update mail_pause set paused_until = now() where reason is not null")
  void giveBackProbe();

  /**
   * Begins a pause, or prolongs it after a failed probe. Calls that were under way at the same time
   * count once.
   *
   * @return whether a pause was begun or prolonged
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
