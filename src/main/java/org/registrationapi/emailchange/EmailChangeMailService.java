package org.registrationapi.emailchange;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.delivery.MailOutbox;
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
import org.registrationapi.mail.MailKind;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.users.User;
import org.registrationapi.users.UserDao;
import org.registrationapi.users.UserDetailsDao;
import org.registrationapi.users.UserService;
import org.registrationapi.validation.ValidationDao;

/** Mails links with which users change their address, and withdraws them. */
public final class EmailChangeMailService {
  private final Jdbi jdbi;
  private final UserService users;
  private final MailSender sender;
  private final MailLimits mailLimits;

  /**
   * @param mailLimits of one address
   */
  public EmailChangeMailService(
      Jdbi jdbi, UserService users, MailSender sender, MailLimits mailLimits) {
    this.jdbi = jdbi;
    this.users = users;
    this.sender = sender;
    this.mailLimits = mailLimits;
  }

  /**
   * Mails a link to the new address that an activated user wants; an older link no longer works.
   * The old address is mailed a link that stops the change, unless it was mailed too many lately.
   * Nothing else changes until the link is followed. The response does not reveal whether another
   * user has the address: only the person who follows the link learns that. An address that differs
   * only in its spelling, such as upper case, is the same mailbox and is written at once.
   *
   * @param ref an id or an address
   * @return the user, with the old address or the new spelling
   * @throws Failure 404 if there is no such user, 409 if it is pending, 422 for the address, 429 if
   *     the address was sent too many mails, 503 if the user's address has just changed
   */
  User request(long serverId, String ref, EmailChangeRequest request) {
    var email = checked(request);
    var found = users.get(serverId, ref);
    if (isSame(found, email)) return jdbi.inTransaction(tx -> respell(tx, serverId, found, email));
    var user = jdbi.inTransaction(tx -> queueLinks(tx, serverId, found, email));
    sender.wake();
    return user;
  }

  private static boolean isSame(User user, EmailAddress email) {
    return EmailAddress.parse(user.email()).key().equals(email.key());
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

  /** Locks the user that was found; it has to be activated, and to have the same address still. */
  private static User lock(Handle tx, long serverId, User found) {
    if (tx.attach(UserDao.class).lock(serverId, found.id()).isEmpty()) throw UserService.notFound();
    var user = tx.attach(UserDetailsDao.class).findById(serverId, found.id()).orElseThrow();
    if (!user.isActivated())
      throw Failure.of(
          ErrorCode.USER_IS_PENDING,
          "This user is not activated yet; register the other address instead.");
    if (!user.email().equals(found.email())) throw UserService.changedMeanwhile();
    return user;
  }

  private static User respell(Handle tx, long serverId, User found, EmailAddress email) {
    var user = lock(tx, serverId, found);
    if (user.email().equals(email.address()))
      throw Failure.invalid("email", FieldCode.UNCHANGED, "is the user's address already");
    tx.attach(UserDao.class).changeEmail(serverId, user.id(), email.address(), email.key());
    tx.attach(EventDao.class).insert(Event.of(EventKind.EMAIL_CHANGED, serverId, user.id()));
    return tx.attach(UserDetailsDao.class).findById(serverId, user.id()).orElseThrow();
  }

  /** Locks the allowances before the user, in the same order as a password reset. */
  private User queueLinks(Handle tx, long serverId, User found, EmailAddress email) {
    var old = EmailAddress.parse(found.email());
    mailLimits.take(tx, MailLimits.keyAt(serverId, email.mailbox()));
    var isNoticed = mailLimits.takeOrTouch(tx, MailLimits.keyOfNoticesAt(serverId, old.mailbox()));
    var user = lock(tx, serverId, found);
    var id = Ids.next(); // of the validation and of the mail that carries it
    tx.attach(ValidationDao.class)
        .replace(
            serverId, id, user.id(), LinkPurpose.EMAIL_CHANGE.word(), email.address(), email.key());
    var outbox = MailOutbox.in(tx);
    outbox.cancelQueued(serverId, user.id(), MailKind.EMAIL_CHANGE);
    outbox.enqueue(serverId, id, user.id(), MailKind.EMAIL_CHANGE, email.route(), user.locale());
    if (isNoticed) EmailUndoService.queueLink(tx, serverId, user, MailKind.EMAIL_CHANGE_REQUESTED);
    return tx.attach(UserDetailsDao.class).findById(serverId, user.id()).orElseThrow();
  }

  /**
   * Withdraws the change that waits, if there is one: its link no longer works.
   *
   * @param ref an id or an address
   * @throws Failure 404 if there is no such user
   */
  void withdraw(long serverId, String ref) {
    var id = users.get(serverId, ref).id();
    jdbi.useTransaction(
        tx -> {
          if (tx.attach(UserDao.class).lock(serverId, id).isEmpty()) throw UserService.notFound();
          tx.attach(ValidationDao.class).dropWaitingChange(serverId, id);
          MailOutbox.in(tx).cancelQueued(serverId, id, MailKind.EMAIL_CHANGE);
        });
  }
}
