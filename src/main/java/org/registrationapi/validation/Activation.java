package org.registrationapi.validation;

import org.jdbi.v3.core.Handle;
import org.registrationapi.delivery.MailProof;
import org.registrationapi.events.Event;
import org.registrationapi.events.EventDao;
import org.registrationapi.events.EventKind;
import org.registrationapi.secrets.LinkSecrets.LinkId;

/** Activates the user of a validation, for a link as for a PIN. */
final class Activation {
  private Activation() {}

  /**
   * Activates the pending user of a live validation. Of several concurrent requests one does it and
   * gets true. If the mail was not known to be sent, it evidently arrived and is not sent again.
   */
  static boolean activate(Handle tx, LinkId validation) {
    var serverId = validation.serverId();
    var user = tx.attach(ActivationDao.class).activate(serverId, validation.id());
    if (user.isEmpty()) return false;
    MailProof.markDelivered(tx, serverId, validation.id());
    tx.attach(EventDao.class).insert(Event.of(EventKind.ACTIVATED, serverId, user.get()));
    return true;
  }
}
