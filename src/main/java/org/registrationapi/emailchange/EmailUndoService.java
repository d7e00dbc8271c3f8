package org.registrationapi.emailchange;

import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.registrationapi.database.Batches;
import org.registrationapi.database.Violation;
import org.registrationapi.delivery.MailOutbox;
import org.registrationapi.delivery.MailProof;
import org.registrationapi.delivery.MailSender;
import org.registrationapi.events.Event;
import org.registrationapi.events.EventDao;
import org.registrationapi.events.EventKind;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.Ids;
import org.registrationapi.links.LinkDao;
import org.registrationapi.links.LinkService;
import org.registrationapi.links.LinkState;
import org.registrationapi.links.LinkState.Kind;
import org.registrationapi.links.StoredLink;
import org.registrationapi.mail.MailKind;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.LinkSecrets.LinkId;
import org.registrationapi.users.User;
import org.registrationapi.users.UserDao;
import org.registrationapi.users.UserDetailsDao;
import org.registrationapi.validation.ValidationDao;

/** Takes a change of address back, by a link that was mailed to the old address. */
public final class EmailUndoService {
  private static final LinkPurpose PURPOSE = LinkPurpose.EMAIL_UNDO;

  private final Jdbi jdbi;
  private final LinkService links;
  private final MailSender sender;

  public EmailUndoService(Jdbi jdbi, LinkService links, MailSender sender) {
    this.jdbi = jdbi;
    this.links = links;
    this.sender = sender;
  }

  /** Mails the address that the user has, or had, a link that takes the change back. */
  static void queueLink(Handle tx, long serverId, User user, MailKind kind) {
    var email = EmailAddress.parse(user.email());
    var id = Ids.next(); // of the link and of the mail that carries it
    tx.attach(EmailUndoDao.class).insert(serverId, id, user.id(), email.address(), email.key());
    MailOutbox.in(tx).enqueue(serverId, id, user.id(), kind, email.route(), user.locale());
  }

  /** The user has left its address: the links that give it back work for a limited time now. */
  static void startLifetimes(Handle tx, long serverId, UUID userId) {
    tx.attach(EmailUndoDao.class).markChanged(serverId, userId);
  }

  /** Returns the state of a link. It changes nothing. */
  LinkState stateOf(String token) {
    return links.stateOf(PURPOSE, token);
  }

  /**
   * Gives the user of a link the old address back, once; a change that still waits is stopped. All
   * other links of the user end, apart from those that take earlier changes back. The user is
   * mailed a link to choose a new password, because a stranger may know the old one, and the new
   * address is told. If another activated user has the old address by now, nothing changes.
   * Repeated and concurrent requests have the same result.
   *
   * @return the link's state afterwards
   */
  LinkState undo(String token) {
    var before = stateOf(token);
    if (before.kind() != Kind.PENDING) return before;
    var link = links.read(PURPOSE, token).orElseThrow();
    var userId = before.validation().orElseThrow().userId();
    try {
      jdbi.useTransaction(tx -> undo(tx, link, userId));
    } catch (UnableToExecuteStatementException e) {
      // the constraint decides which user has the address
      if (Violation.isUnique(e)) return before.now(Kind.TAKEN);
      throw e;
    }
    sender.wake();
    return stateOf(token);
  }

  private static void undo(Handle tx, LinkId link, UUID userId) {
    var serverId = link.serverId();
    if (tx.attach(UserDao.class).lock(serverId, userId).isEmpty()) return;
    var stored = tx.attach(LinkDao.class).find(PURPOSE, link).filter(EmailUndoService::works);
    if (stored.isEmpty()) return;
    var user = tx.attach(UserDetailsDao.class).findById(serverId, userId).orElseThrow();
    var left = EmailAddress.parse(user.email());
    var restored = EmailAddress.parse(stored.get().email());
    var isMade = !left.key().equals(restored.key());
    if (isMade) EmailChangeService.giveAddress(tx, serverId, userId, restored);
    var resetId = Ids.next();
    endLinks(tx, link, userId, resetId);
    MailProof.markDelivered(tx, serverId, link.id());
    queueMails(tx, serverId, resetId, user, isMade ? left : null, restored);
    var event = Event.of(EventKind.EMAIL_CHANGE_UNDONE, serverId, userId);
    tx.attach(EventDao.class).insert(event);
  }

  private static boolean works(StoredLink link) {
    return !link.isDone() && !link.isExpired();
  }

  /** Ends the user's links, and makes a new one to choose a password. */
  private static void endLinks(Handle tx, LinkId link, UUID userId, UUID resetId) {
    var serverId = link.serverId();
    var undos = tx.attach(EmailUndoDao.class);
    var changed = undos.use(serverId, link.id()).orElse(null);
    undos.dropSince(serverId, userId, link.id(), changed);
    var validations = tx.attach(ValidationDao.class);
    validations.drop(serverId, userId, LinkPurpose.EMAIL_CHANGE.word());
    validations.replace(serverId, resetId, userId, LinkPurpose.PASSWORD_RESET.word(), null, null);
  }

  /**
   * Queues both mails, whatever the limits: each one follows a link that was mailed and used.
   *
   * @param left the address that the user had; null if the change was not made, because the new
   *     address has proven nothing
   */
  private static void queueMails(
      Handle tx, long serverId, UUID resetId, User user, EmailAddress left, EmailAddress restored) {
    var outbox = MailOutbox.in(tx);
    var id = user.id();
    outbox.cancelQueued(serverId, id, MailKind.EMAIL_CHANGE);
    outbox.cancelQueued(serverId, id, MailKind.PASSWORD_RESET);
    outbox.enqueue(serverId, resetId, id, MailKind.PASSWORD_RESET, restored.route(), user.locale());
    if (left == null) return;
    var kind = MailKind.EMAIL_RESTORED;
    outbox.enqueue(serverId, Ids.next(), id, kind, left.route(), user.locale());
  }

  /** Deletes links that ended long ago. */
  public static void tidy(Jdbi jdbi) {
    Batches.finish(jdbi, (tx, limit) -> tx.attach(EmailUndoDao.class).forgetOld(limit));
  }
}
