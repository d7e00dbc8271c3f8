package org.registrationapi.validation;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.delivery.MailOutbox;
import org.registrationapi.delivery.MailSender;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.Ids;
import org.registrationapi.limits.MailLimits;
import org.registrationapi.mail.MailKind;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.users.User;
import org.registrationapi.users.UserDao;
import org.registrationapi.users.UserDetailsDao;
import org.registrationapi.users.UserService;

/** Sends validations again. */
public final class ValidationMailService {
  private final Jdbi jdbi;
  private final UserService users;
  private final MailSender sender;
  private final MailLimits mailLimits;

  /**
   * @param mailLimits of one address
   */
  public ValidationMailService(
      Jdbi jdbi, UserService users, MailSender sender, MailLimits mailLimits) {
    this.jdbi = jdbi;
    this.users = users;
    this.sender = sender;
    this.mailLimits = mailLimits;
  }

  /**
   * Creates a new link and PIN for a pending user and queues their mail; the older ones no longer
   * work.
   *
   * @param ref an id or an address
   * @throws Failure 404 if there is no such user, 409 if it is activated already, 429 if the
   *     address was sent too many mails
   */
  public User sendAgain(long serverId, String ref) {
    var found = users.get(serverId, ref);
    var user = jdbi.inTransaction(tx -> replaceValidation(tx, serverId, found));
    sender.wake();
    return user;
  }

  private User replaceValidation(Handle tx, long serverId, User found) {
    var email = EmailAddress.parse(found.email());
    mailLimits.take(tx, email.mailbox());
    var userId = found.id();
    if (tx.attach(UserDao.class).lock(serverId, userId).isEmpty()) throw UserService.notFound();
    var details = tx.attach(UserDetailsDao.class);
    var user = details.findById(serverId, userId).orElseThrow();
    if (!user.email().equals(found.email())) throw UserService.changedMeanwhile();
    if (user.isActivated())
      throw Failure.of(
          ErrorCode.ALREADY_ACTIVATED,
          "This user is activated already; there is nothing to validate.");
    var id = Ids.next(); // of the validation and of the mail that carries it
    tx.attach(ValidationDao.class)
        .replace(serverId, id, userId, LinkPurpose.VALIDATION.word(), null, null);
    var outbox = MailOutbox.in(tx);
    outbox.cancelQueued(serverId, userId, MailKind.VALIDATION);
    outbox.enqueue(serverId, id, userId, MailKind.VALIDATION, email.route(), user.locale());
    return details.findById(serverId, userId).orElseThrow();
  }
}
