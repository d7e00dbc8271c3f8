package org.registrationapi.emailchange;

import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.registrationapi.database.Violation;
import org.registrationapi.delivery.MailOutbox;
import org.registrationapi.delivery.MailProof;
import org.registrationapi.delivery.MailSender;
import org.registrationapi.events.Event;
import org.registrationapi.events.EventDao;
import org.registrationapi.events.EventKind;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.links.LinkDao;
import org.registrationapi.links.LinkService;
import org.registrationapi.links.LinkState;
import org.registrationapi.links.LinkState.Kind;
import org.registrationapi.mail.MailDao;
import org.registrationapi.mail.MailKind;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.LinkSecrets.LinkId;
import org.registrationapi.users.AddressDao;
import org.registrationapi.users.UserDao;
import org.registrationapi.users.UserDetailsDao;
import org.registrationapi.validation.ValidationDao;

/** Changes the address of users, once the new one is proven to be theirs. */
public final class EmailChangeService {
  private static final LinkPurpose PURPOSE = LinkPurpose.EMAIL_CHANGE;

  private final Jdbi jdbi;
  private final LinkService links;
  private final MailSender sender;

  public EmailChangeService(Jdbi jdbi, LinkService links, MailSender sender) {
    this.jdbi = jdbi;
    this.links = links;
    this.sender = sender;
  }

  /** Returns the state of a link. It changes nothing. */
  LinkState stateOf(String token) {
    return links.stateOf(PURPOSE, token);
  }

  /**
   * Gives the user of a link the address that the link proves. Repeated and concurrent requests
   * have the same result. A pending user of that address, who has not proven it, is deleted; an
   * activated one keeps it. Links that were sent to the old address no longer work, so that the new
   * address is not shown there, apart from those that take the change back; another one of these is
   * mailed there now.
   *
   * @return the link's state afterwards
   */
  LinkState change(String token) {
    var before = stateOf(token);
    if (before.kind() != Kind.PENDING) return before;
    var link = links.read(PURPOSE, token).orElseThrow();
    var userId = before.validation().orElseThrow().userId();
    try {
      var isChanged = jdbi.inTransaction(tx -> change(tx, link, userId));
      sender.wake();
      return isChanged ? before.now(Kind.CHANGED) : stateOf(token);
    } catch (UnableToExecuteStatementException e) {
      // the constraint decides which user gets the address
      if (Violation.isUnique(e)) return before.now(Kind.TAKEN);
      throw e;
    }
  }

  /** Returns false if the link no longer works. */
  private boolean change(Handle tx, LinkId link, UUID userId) {
    var serverId = link.serverId();
    if (tx.attach(UserDao.class).lock(serverId, userId).isEmpty()) return false;
    var validation = tx.attach(LinkDao.class).find(serverId, link.id(), PURPOSE.word());
    if (validation.isEmpty() || validation.get().isDone() || validation.get().isExpired())
      return false;
    var old = tx.attach(UserDetailsDao.class).findById(serverId, userId).orElseThrow();
    giveAddress(tx, serverId, userId, EmailAddress.parse(validation.get().email()));
    var validations = tx.attach(ValidationDao.class);
    validations.drop(serverId, userId, LinkPurpose.PASSWORD_RESET.word());
    validations.drop(serverId, userId, LinkPurpose.VALIDATION.word());
    MailOutbox.in(tx).cancelQueued(serverId, userId, MailKind.PASSWORD_RESET);
    MailProof.markDelivered(tx, serverId, link.id());
    EmailUndoService.queueLink(tx, serverId, old, MailKind.EMAIL_CHANGED);
    EmailUndoService.startLifetimes(tx, serverId, userId);
    tx.attach(EventDao.class).insert(Event.of(EventKind.EMAIL_CHANGED, serverId, userId));
    return true;
  }

  /**
   * Changes a locked user's address, which it has proven. A pending user of the address is deleted.
   *
   * @throws UnableToExecuteStatementException a violated constraint, if an activated user has it
   */
  static void giveAddress(Handle tx, long serverId, UUID userId, EmailAddress email) {
    removePending(tx, serverId, email.key());
    tx.attach(UserDao.class).changeEmail(serverId, userId, email.address(), email.key());
  }

  /** Removes the pending user of an address, who has not proven it. */
  private static void removePending(Handle tx, long serverId, String emailKey) {
    var pending = tx.attach(AddressDao.class).deletePending(serverId, emailKey);
    if (pending.isEmpty()) return;
    tx.attach(MailDao.class).deleteOf(serverId, pending.get());
    tx.attach(EventDao.class).insert(Event.of(EventKind.DELETED, serverId, pending.get()));
  }
}
