package org.registrationapi.delivery;

import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.registrationapi.events.EventKind;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.Ids;
import org.registrationapi.mail.MailKind;
import org.registrationapi.mail.MailStatus;

/**
 * Queues mails to users, and cancels queued ones, within a transaction that has locked the user.
 */
public final class MailOutbox {
  private final Handle tx;
  private final OutboxDao mails;

  private MailOutbox(Handle tx) {
    this.tx = tx;
    this.mails = tx.attach(OutboxDao.class);
  }

  /** The outbox of a transaction. */
  public static MailOutbox in(Handle tx) {
    return new MailOutbox(tx);
  }

  /**
   * The state of a mail right after it was queued.
   *
   * @param reason why it is not sent; null if it is sent
   */
  public record Queued(MailStatus status, String reason) {}

  /**
   * Queues a mail to a user, due at once; does nothing if there is no such user. A mail to an
   * address that is known to bounce is not sent: its status is bounced at once, with the same
   * reason. The same statements run whether there is the user or not.
   *
   * @param recipient its domain is in punycode
   */
  public Queued enqueue(
      long serverId, UUID id, UUID userId, MailKind kind, String recipient, String locale) {
    var bounce = tx.attach(BouncedAddressDao.class).reason(EmailAddress.keyOfRoute(recipient));
    var status = bounce.isPresent() ? MailStatus.BOUNCED : MailStatus.QUEUED;
    var reason = bounce.orElse(null);
    var word = kind.word();
    mails.enqueue(serverId, id, userId, word, recipient, locale, status.word(), reason);
    if (bounce.isPresent())
      mails.insertEvent(serverId, Ids.next(), id, EventKind.MAIL_BOUNCED.word());
    return new Queued(status, reason);
  }

  /** Deletes the unsent mails of a kind to a user, because their link no longer works. */
  public void cancelQueued(long serverId, UUID userId, MailKind kind) {
    mails.dropQueued(serverId, userId, kind.word());
  }

  /** Moves the mails of a replaced user to the new user. */
  public void moveToUser(long serverId, UUID oldUserId, UUID newUserId) {
    mails.moveToUser(serverId, oldUserId, newUserId);
  }
}
