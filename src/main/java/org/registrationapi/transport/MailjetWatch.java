package org.registrationapi.transport;

import java.time.Duration;

/** Is told of every call to Mailjet. */
@FunctionalInterface
public interface MailjetWatch {
  /**
   * Tells of one call.
   *
   * @param call {@code send} or {@code look_up}
   * @param outcome {@code taken}: all of it; {@code refused}: at least one mail, the others were
   *     taken; {@code retry}: nothing was taken, or nobody knows; {@code rate_limited} or {@code
   *     unauthorized}: turned away at the door
   */
  void called(String call, String outcome, Duration time);
}
