package org.registrationapi.mail;

import java.time.Duration;

/**
 * How many mails one address gets, all servers together.
 *
 * @param perDay in 24 hours
 * @param interval between two of them; zero: none
 */
public record MailLimits(int perDay, Duration interval) {

  /** As SQL reckons with it. */
  public long intervalSeconds() {
    return interval.toSeconds();
  }
}
