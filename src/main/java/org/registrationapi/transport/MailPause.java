package org.registrationapi.transport;

/**
 * Why all senders pause for a while.
 *
 * @param reason for people; it contains no addresses and no secrets
 */
public record MailPause(Kind kind, String reason) {
  /** How long a pause takes. */
  public enum Kind {
    /** The provider asks us to slow down. 30 s, doubling each time, up to 15 min. */
    RATE_LIMITED(30, 900),

    /** The provider does not accept our credentials. One probe a minute. */
    UNAUTHORIZED(60, 60);

    private final int firstSeconds;
    private final int longestSeconds;

    Kind(int firstSeconds, int longestSeconds) {
      this.firstSeconds = firstSeconds;
      this.longestSeconds = longestSeconds;
    }

    public int firstSeconds() {
      return firstSeconds;
    }

    public int longestSeconds() {
      return longestSeconds;
    }
  }
}
