package org.registrationapi.mail;

import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
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

  /** What is said to whom {@link MailAllowanceDao#TAKE} gave nothing. */
  public Failure tooMany(Jdbi jdbi, String emailKey) {
    return tooMany(
        jdbi.withExtension(
            MailAllowanceDao.class, dao -> dao.secondsUntilAllowed(emailKey, this).orElse(1L)));
  }

  /**
   * What is said over the limit.
   *
   * @param seconds until the address may be sent a mail again
   */
  public static Failure tooMany(long seconds) {
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
