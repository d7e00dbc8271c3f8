package org.registrationapi.mailevents;

import java.util.Comparator;
import java.util.UUID;
import org.registrationapi.mail.MailStatus;

/**
 * What happened to a mail after it was handed over.
 *
 * @param serverId null: not told
 * @param reason why it did not arrive, for people; null: it did
 * @param hardBounce the same, if no mail will ever reach the address; else null
 */
record MailEvent(UUID mailId, Long serverId, MailStatus status, String reason, String hardBounce) {
  private static final Comparator<MailEvent> BY_WEIGHT =
      Comparator.comparing(MailEvent::status).thenComparing(event -> event.hardBounce() != null);

  /** Both events about one mail as one: the weightier, and no hard bounce is forgotten. */
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
