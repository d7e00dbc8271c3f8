package org.registrationapi.transport;

import java.time.Duration;

/** Observes every call to the provider of mails. */
@FunctionalInterface
public interface TransportWatch {
  /**
   * Called after each call.
   *
   * @param provider {@code mailjet} or {@code smtp}
   * @param call {@code send} or {@code look_up}
   * @param outcome {@code taken}: all mails were accepted; {@code refused}: at least one mail was
   *     refused, the others were accepted; {@code retry}: no mail was accepted, or the result is
   *     unknown; {@code rate_limited} or {@code unauthorized}: the whole call was refused
   */
  void called(String provider, String call, String outcome, Duration time);
}
