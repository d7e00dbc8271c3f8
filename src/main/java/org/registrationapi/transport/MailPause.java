package org.registrationapi.transport;

/** Why all senders pause for a while. */
public enum MailPause {
  /** Mailjet answered 429. The pause is 30 s and doubles each time, up to 15 min. */
  RATE_LIMITED("Mailjet asks us to slow down", 30, 900),

  /** Mailjet answered 401 or 403: the key is wrong or the account suspended. One probe a minute. */
  UNAUTHORIZED("Mailjet does not accept the API key, or has suspended it", 60, 60);

  private final String reason;
  private final int firstSeconds;
  private final int longestSeconds;

  MailPause(String reason, int firstSeconds, int longestSeconds) {
    this.reason = reason;
    this.firstSeconds = firstSeconds;
    this.longestSeconds = longestSeconds;
  }

  public String reason() {
    return reason;
  }

  public int firstSeconds() {
    return firstSeconds;
  }

  public int longestSeconds() {
    return longestSeconds;
  }
}
