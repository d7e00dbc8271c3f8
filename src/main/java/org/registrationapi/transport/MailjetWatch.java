package org.registrationapi.transport;

import java.time.Duration;

/** Observes every call to Mailjet. */
@FunctionalInterface
public interface MailjetWatch {
  /**
   * Called after each call.
   *
   * @param call {@code send} or {@code look_up}
   * @param outcome {@code taken}: all mails were accepted; {@code refused}: at least one mail was
   *     refused, the others were accepted; {@code retry}: no mail was accepted, or the result is
   *     unknown; {@code rate_limited} or {@code unauthorized}: the whole call was refused
   */
  void called(String call, String outcome, Duration time);
}
