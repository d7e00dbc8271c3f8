package org.registrationapi.mailevents;

import java.util.Comparator;
import java.util.UUID;
import org.registrationapi.mail.MailStatus;

/**
 * An event about a mail that Mailjet accepted.
 *
 * @param serverId null: unknown
 * @param isSoft whether it bounced, but Mailjet tries again
 * @param reason why it did not arrive, for people; null if it arrived
 * @param hardBounce the same reason if the address bounced for good; else null
 */
record MailEvent(
    UUID mailId,
    Long serverId,
    MailStatus status,
    boolean isSoft,
    String reason,
    String hardBounce) {
  private static final Comparator<MailEvent> BY_WEIGHT =
      Comparator.comparing(MailEvent::rank).thenComparing(event -> event.hardBounce() != null);

  /** What orders events: see {@link MailStatus#rank}. */
  int rank() {
    return status.rank(isSoft);
  }

  /** Merges two events about one mail: the higher rank, and a hard bounce of either. */
  MailEvent and(MailEvent other) {
    var weightier = BY_WEIGHT.compare(other, this) > 0 ? other : this;
    return new MailEvent(
        mailId,
        serverId != null ? serverId : other.serverId,
        weightier.status,
        weightier.isSoft,
        weightier.reason,
        hardBounce != null ? hardBounce : other.hardBounce);
  }
}
