package org.registrationapi.transport;

/** Why all senders hold back for a while. */
public enum MailPause {
  /** Mailjet said 429: 30 s, doubling to 15 min each time it says so again. */
  RATE_LIMITED("Mailjet asks us to slow down", 30, 900),

  /** Mailjet said 401 or 403: the key is wrong or the account suspended. One probe a minute. */
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
