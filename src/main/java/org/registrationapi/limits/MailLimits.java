package org.registrationapi.limits;

import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;

/**
 * How many mails one address gets, all servers together.
 *
 * @param perDay in 24 hours
 * @param interval between two of them; zero: none
 */
public record MailLimits(int perDay, Duration interval) {

  /**
   * Takes one mail from an address's allowance.
   *
   * @throws Failure 429 if it may not be sent one yet
   */
  public void take(Handle tx, String emailKey) {
    var allowances = tx.attach(MailAllowanceDao.class);
    if (!allowances.take(emailKey, this))
      throw tooMany(allowances.secondsUntilAllowed(emailKey, this).orElse(1L));
  }

  /**
   * Refuses early what {@link #take} would refuse later; it takes nothing.
   *
   * @throws Failure 429 if the address may not be sent a mail yet
   */
  public void check(Handle handle, String emailKey) {
    var seconds = handle.attach(MailAllowanceDao.class).secondsUntilAllowed(emailKey, this);
    if (seconds.isPresent()) throw tooMany(seconds.get());
  }

  /**
   * Takes one mail from an address's allowance if it may be sent one; false if not. Both write the
   * allowance, so that they take the same time.
   */
  public boolean takeOrTouch(Handle tx, String emailKey) {
    var allowances = tx.attach(MailAllowanceDao.class);
    var isAllowed = allowances.take(emailKey, this);
    allowances.touch(emailKey);
    return isAllowed;
  }

  /**
   * What is said over the limit.
   *
   * @param seconds until the address may be sent a mail again
   */
  private static Failure tooMany(long seconds) {
    return Failure.later(
        ErrorCode.TOO_MANY_MAILS,
        "This address was sent too many mails lately; nothing was changed.",
        Duration.ofSeconds(seconds));
  }

  /** As SQL reckons with it. */
  public long intervalSeconds() {
    return interval.toSeconds();
  }
}
