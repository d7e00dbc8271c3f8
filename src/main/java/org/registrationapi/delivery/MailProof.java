package org.registrationapi.delivery;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.registrationapi.events.Event;
import org.registrationapi.events.EventDao;
import org.registrationapi.events.EventKind;

/** The use of a link or PIN proves that its mail was delivered. */
public final class MailProof {
  private MailProof() {}

  /**
   * Settles a mail whose link or PIN was used before it was known to be delivered: it was, and is
   * not sent again.
   */
  public static void markDelivered(Handle tx, long serverId, UUID id) {
    var mails = tx.attach(MailProofDao.class);
    var mail = mails.markDelivered(serverId, id);
    if (mail.isEmpty()) return;
    var userId = mail.get().userId();
    var kind = mail.get().kind();
    var delivered = Event.ofMail(EventKind.MAIL_DELIVERED, serverId, userId, kind);
    if (mail.get().wasSent()) {
      tx.attach(EventDao.class).insertAll(List.of(delivered));
      return;
    }
    mails.setTimeSent(serverId, id);
    var sent = Event.ofMail(EventKind.MAIL_SENT, serverId, userId, kind);
    tx.attach(EventDao.class).insertAll(List.of(sent, delivered));
  }
}
