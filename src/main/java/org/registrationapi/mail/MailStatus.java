package org.registrationapi.mail;

import java.util.Locale;

/**
 * The status of a mail. The order matters: an event from Mailjet never moves a mail to a lower
 * {@link #rank}.
 */
public enum MailStatus {
  QUEUED(1),
  HELD(2),
  CANCELLED(3),
  FAILED(4),
  SENT(5),
  DELIVERED(7),
  OPENED(8),
  BOUNCED(9),
  BLOCKED(10),
  SPAM(11);

  private static final int RANK_OF_SOFT_BOUNCE = 6;

  private final int rank;

  MailStatus(int rank) {
    this.rank = rank;
  }

  /** The name in the table and in responses. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Orders statuses: the higher one of two events stays. That of a soft bounce is between sent and
   * delivered, because Mailjet tries again, and the mail may be delivered.
   *
   * @param isSoft whether it is a soft bounce, if it is a bounce
   */
  public int rank(boolean isSoft) {
    return this == BOUNCED && isSoft ? RANK_OF_SOFT_BOUNCE : rank;
  }
}
