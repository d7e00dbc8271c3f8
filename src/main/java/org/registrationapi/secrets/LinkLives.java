package org.registrationapi.secrets;

import java.time.Duration;

/**
 * How long links live, from the moment their mail was sent.
 *
 * @param validation of those that prove an address; a server may have its own
 * @param passwordReset of those that choose a new password
 */
public record LinkLives(Duration validation, Duration passwordReset) {

  /**
   * Of a link of that purpose.
   *
   * @param ofServer the server's own seconds; null: it has none
   */
  public Duration of(LinkPurpose purpose, Long ofServer) {
    if (purpose == LinkPurpose.PASSWORD_RESET) return passwordReset;
    return ofServer == null ? validation : Duration.ofSeconds(ofServer);
  }

  /** As SQL reckons with it. */
  public long validationSeconds() {
    return validation.toSeconds();
  }

  /** As SQL reckons with it. */
  public long resetSeconds() {
    return passwordReset.toSeconds();
  }
}
