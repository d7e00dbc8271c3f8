package org.registrationapi.secrets;

import java.time.Duration;

/**
 * How long links work after their mail was sent.
 *
 * @param validation of links that prove an address; a server may have its own
 * @param passwordReset of links to choose a new password
 */
public record LinkLifetimes(Duration validation, Duration passwordReset) {
  /** How long a change of address can be taken back after it was made. */
  public static final Duration EMAIL_UNDO = Duration.ofDays(7);

  /**
   * How long a link of a purpose works.
   *
   * @param ofServer the server's own setting, in seconds; null if it has none
   */
  public Duration of(LinkPurpose purpose, Long ofServer) {
    if (purpose == LinkPurpose.PASSWORD_RESET) return passwordReset;
    if (purpose == LinkPurpose.EMAIL_UNDO) return EMAIL_UNDO;
    return ofServer == null ? validation : Duration.ofSeconds(ofServer);
  }

  /** In seconds, for SQL. */
  public long validationSeconds() {
    return validation.toSeconds();
  }

  /** In seconds, for SQL. */
  public long resetSeconds() {
    return passwordReset.toSeconds();
  }

  /** In seconds, for SQL. */
  public long undoSeconds() {
    return EMAIL_UNDO.toSeconds();
  }
}
