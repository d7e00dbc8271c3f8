package org.registrationapi.limits;

import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;

/**
 * Limits on mails to one address. Registrations at all servers together have one allowance. Mails
 * that a server asks for, to reset a password or to change an address, have another one of this
 * server, so that strangers who register the address do not use it up.
 *
 * @param perDay maximum number in 24 hours
 * @param interval minimum time between two of them; may be zero
 */
public record MailLimits(int perDay, Duration interval) {

  /**
   * Takes one mail from an address's allowance.
   *
   * @throws Failure 429 if the address may not be sent a mail yet
   */
  public void take(Handle tx, String mailbox) {
    var allowances = tx.attach(MailAllowanceDao.class);
    if (!allowances.take(mailbox, this))
      throw tooMany(allowances.secondsUntilAllowed(mailbox, this).orElse(1L));
  }

  /**
   * Refuses early what {@link #take} would refuse later; it takes nothing.
   *
   * @throws Failure 429 if the address may not be sent a mail yet
   */
  public void check(Handle handle, String mailbox) {
    var seconds = handle.attach(MailAllowanceDao.class).secondsUntilAllowed(mailbox, this);
    if (seconds.isPresent()) throw tooMany(seconds.get());
  }

  /**
   * Takes one mail from an address's allowance; false if no mail is allowed yet. The allowance is
   * written in both cases, so that they take the same time.
   */
  public boolean takeOrTouch(Handle tx, String mailbox) {
    var allowances = tx.attach(MailAllowanceDao.class);
    var isAllowed = allowances.take(mailbox, this);
    allowances.touch(mailbox);
    return isAllowed;
  }

  /**
   * The failure over the limit.
   *
   * @param seconds until the address may be sent a mail again
   */
  private static Failure tooMany(long seconds) {
    return Failure.later(
        ErrorCode.TOO_MANY_MAILS,
        "This address was sent too many mails recently; nothing was changed.",
        Duration.ofSeconds(seconds));
  }

  /** The key of a server's own allowance for an address. */
  public static String keyAt(long serverId, String mailbox) {
    return serverId + " " + mailbox; // no address has a blank
  }

  /**
   * The key of an allowance for notices of requested changes. They have their own, so that they do
   * not use up the mails by which a user gets in again.
   */
  public static String keyOfNoticesAt(long serverId, String mailbox) {
    return serverId + " notice " + mailbox;
  }

  /** The interval in seconds, for SQL. */
  public long intervalSeconds() {
    return interval.toSeconds();
  }
}
