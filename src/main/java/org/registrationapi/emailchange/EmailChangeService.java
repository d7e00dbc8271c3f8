package org.registrationapi.emailchange;

import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.registrationapi.database.Violation;
import org.registrationapi.delivery.MailOutbox;
import org.registrationapi.delivery.MailProof;
import org.registrationapi.delivery.MailSender;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldCode;
import org.registrationapi.events.Event;
import org.registrationapi.events.EventDao;
import org.registrationapi.events.EventKind;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.input.Ids;
import org.registrationapi.limits.MailLimits;
import org.registrationapi.links.LinkDao;
import org.registrationapi.links.LinkService;
import org.registrationapi.links.LinkState;
import org.registrationapi.links.LinkState.Kind;
import org.registrationapi.mail.MailDao;
import org.registrationapi.mail.MailKind;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.LinkSecrets.LinkId;
import org.registrationapi.users.AddressDao;
import org.registrationapi.users.User;
import org.registrationapi.users.UserDao;
import org.registrationapi.users.UserDetailsDao;
import org.registrationapi.users.UserService;
import org.registrationapi.validation.ValidationDao;

/** Changes the address of users, once the new one is proven to be theirs. */
public final class EmailChangeService {
  private static final LinkPurpose PURPOSE = LinkPurpose.EMAIL_CHANGE;

  private final Jdbi jdbi;
  private final LinkService links;
  private final UserService users;
  private final MailSender sender;
  private final MailLimits mailLimits;

  /**
   * @param mailLimits of one address
   */
  public EmailChangeService(
      Jdbi jdbi, LinkService links, UserService users, MailSender sender, MailLimits mailLimits) {
    this.jdbi = jdbi;
    this.links = links;
    this.users = users;
    this.sender = sender;
    this.mailLimits = mailLimits;
  }

  /**
   * Mails a link to the new address that an activated user wants; an older link no longer works.
   * Nothing else changes until the link is followed. The response does not reveal whether another
   * user has the address: only the person who follows the link learns that.
   *
   * @param ref an id or an address
   * @return the user, still with the old address
   * @throws Failure 404 if there is no such user, 409 if it is pending, 422 for the address, 429 if
   *     the address was sent too many mails
   */
  User request(long serverId, String ref, EmailChangeRequest request) {
    var email = checked(request);
    var id = users.get(serverId, ref).id();
    var user = jdbi.inTransaction(tx -> queueLink(tx, serverId, id, email));
    sender.wake();
    return user;
  }

  /**
   * Checks the address.
   *
   * @throws Failure 422 if it is missing or invalid
   */
  static EmailAddress checked(EmailChangeRequest request) {
    var checks = new FieldChecks();
    var email = checks.requiredEmail("email", request.email());
    checks.done();
    return email;
  }

  /** Locks the allowance before the activated user, in the same order as a password reset. */
  private User queueLink(Handle tx, long serverId, UUID userId, EmailAddress email) {
    mailLimits.take(tx, MailLimits.keyAt(serverId, email.mailbox()));
    if (tx.attach(UserDao.class).lock(serverId, userId).isEmpty()) throw UserService.notFound();
    var user = tx.attach(UserDetailsDao.class).findById(serverId, userId).orElseThrow();
    if (!user.isActivated())
      throw Failure.of(
          ErrorCode.USER_IS_PENDING,
          "This user is not activated yet; register the other address instead.");
    if (EmailAddress.parse(user.email()).key().equals(email.key()))
      throw Failure.invalid("email", FieldCode.UNCHANGED, "is the user's address already");
    var id = Ids.next(); // of the validation and of the mail that carries it
    tx.attach(ValidationDao.class)
        .replace(serverId, id, userId, PURPOSE.word(), email.address(), email.key());
    var outbox = MailOutbox.in(tx);
    outbox.cancelQueued(serverId, userId, MailKind.EMAIL_CHANGE);
    outbox.enqueue(serverId, id, userId, MailKind.EMAIL_CHANGE, email.route(), user.locale());
    return user;
  }

  /** Returns the state of a link. It changes nothing. */
  LinkState stateOf(String token) {
    return links.stateOf(PURPOSE, token);
  }

  /**
   * Gives the user of a link the address that the link proves. Repeated and concurrent requests
   * have the same result. A pending user of that address, who has not proven it, is deleted; an
   * activated one keeps it. No link that was sent to the old address works any more, so that the
   * new address is not shown there, and a mail tells the old address of the change.
   *
   * @return the link's state afterwards
   */
  LinkState change(String token) {
    var before = stateOf(token);
    if (before.kind() != Kind.PENDING) return before;
    var link = links.read(PURPOSE, token).orElseThrow();
    var userId = before.validation().orElseThrow().userId();
    try {
      jdbi.useTransaction(tx -> change(tx, link, userId));
    } catch (UnableToExecuteStatementException e) {
      // the constraint decides which user gets the address
      if (Violation.isUnique(e)) return before.now(Kind.TAKEN);
      throw e;
    }
    sender.wake();
    return stateOf(token);
  }

  private void change(Handle tx, LinkId link, UUID userId) {
    var serverId = link.serverId();
    var users = tx.attach(UserDao.class);
    if (users.lock(serverId, userId).isEmpty()) return;
    var validation = tx.attach(LinkDao.class).find(serverId, link.id(), PURPOSE.word());
    if (validation.isEmpty() || validation.get().isDone() || validation.get().isExpired()) return;
    var old = tx.attach(UserDetailsDao.class).findById(serverId, userId).orElseThrow();
    var email = EmailAddress.parse(validation.get().email());
    removePending(tx, serverId, email.key());
    users.changeEmail(serverId, userId, email.address(), email.key());
    var validations = tx.attach(ValidationDao.class);
    validations.drop(serverId, userId, LinkPurpose.PASSWORD_RESET.word());
    validations.drop(serverId, userId, LinkPurpose.VALIDATION.word());
    var outbox = MailOutbox.in(tx);
    outbox.cancelQueued(serverId, userId, MailKind.PASSWORD_RESET);
    MailProof.markDelivered(tx, serverId, link.id());
    var recipient = EmailAddress.parse(old.email()).route();
    outbox.enqueue(serverId, Ids.next(), userId, MailKind.EMAIL_CHANGED, recipient, old.locale());
    tx.attach(EventDao.class).insert(Event.of(EventKind.EMAIL_CHANGED, serverId, userId));
  }

  /** Removes the pending user of an address, who has not proven it. */
  private static void removePending(Handle tx, long serverId, String emailKey) {
    var pending = tx.attach(AddressDao.class).deletePending(serverId, emailKey);
    if (pending.isEmpty()) return;
    tx.attach(MailDao.class).deleteOf(serverId, pending.get());
    tx.attach(EventDao.class).insert(Event.of(EventKind.DELETED, serverId, pending.get()));
  }
}
