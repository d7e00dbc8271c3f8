package org.registrationapi.mailevents;

import java.util.Comparator;
import java.util.UUID;
import org.registrationapi.mail.MailStatus;

/**
 * An event about a mail that Mailjet accepted.
 *
 * @param serverId null: unknown
 * @param reason why it did not arrive, for people; null if it arrived
 * @param hardBounce the same reason if the address bounced for good; else null
 */
record MailEvent(UUID mailId, Long serverId, MailStatus status, String reason, String hardBounce) {
  private static final Comparator<MailEvent> BY_WEIGHT =
      Comparator.comparing(MailEvent::status).thenComparing(event -> event.hardBounce() != null);

  /** Merges two events about one mail: the higher status, and a hard bounce of either. */
  MailEvent and(MailEvent other) {
    var weightier = BY_WEIGHT.compare(other, this) > 0 ? other : this;
    return new MailEvent(
        mailId,
        serverId != null ? serverId : other.serverId,
        weightier.status,
        weightier.reason,
        hardBounce != null ? hardBounce : other.hardBounce);
  }
}
