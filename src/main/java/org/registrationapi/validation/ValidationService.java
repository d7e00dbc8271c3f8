package org.registrationapi.validation;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.events.Event;
import org.registrationapi.events.EventDao;
import org.registrationapi.events.EventKind;
import org.registrationapi.links.LinkService;
import org.registrationapi.links.LinkState;
import org.registrationapi.links.LinkState.Kind;
import org.registrationapi.mail.MailDao;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.LinkSecrets.LinkId;

/** Activates users by their link. */
public final class ValidationService {
  private final Jdbi jdbi;
  private final LinkService links;

  public ValidationService(Jdbi jdbi, LinkService links) {
    this.jdbi = jdbi;
    this.links = links;
  }

  /** Returns the state of a link. It changes nothing. */
  LinkState stateOf(String token) {
    return links.stateOf(LinkPurpose.VALIDATION, token);
  }

  /** Activates the user of a live link; following it again changes nothing. */
  LinkState activate(String token) {
    links
        .read(LinkPurpose.VALIDATION, token)
        .ifPresent(link -> jdbi.useTransaction(tx -> Activation.activate(tx, link)));
    return stateOf(token);
  }

  /**
   * Removes the pending user of a link, for the owner of an address who did not register. An
   * expired link works too.
   */
  LinkState reject(String token) {
    var before = stateOf(token);
    if (before.kind() != Kind.PENDING && before.kind() != Kind.EXPIRED) return before;
    var link = links.read(LinkPurpose.VALIDATION, token).orElseThrow();
    return jdbi.inTransaction(tx -> reject(tx, link)) ? before.now(Kind.REJECTED) : stateOf(token);
  }

  private static boolean reject(Handle tx, LinkId link) {
    var serverId = link.serverId();
    var user = tx.attach(ActivationDao.class).deletePendingOf(serverId, link.id());
    if (user.isEmpty()) return false;
    tx.attach(MailDao.class).deleteOf(serverId, user.get());
    tx.attach(EventDao.class).insert(Event.of(EventKind.REJECTED, serverId, user.get()));
    return true;
  }
}
