package org.registrationapi.passwordreset;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.delivery.MailOutbox;
import org.registrationapi.delivery.MailSender;
import org.registrationapi.errors.Failure;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.input.Ids;
import org.registrationapi.limits.MailLimits;
import org.registrationapi.links.LinkService;
import org.registrationapi.links.LinkState;
import org.registrationapi.links.LinkState.Kind;
import org.registrationapi.mail.MailKind;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.LinkSecrets.LinkId;
import org.registrationapi.users.AddressDao;
import org.registrationapi.users.AddressDao.Owner;
import org.registrationapi.validation.ValidationDao;

/** Mails links with which users choose a new password. */
public final class PasswordResetMailService {
  private static final LinkPurpose PURPOSE = LinkPurpose.PASSWORD_RESET;

  private final Jdbi jdbi;
  private final LinkService links;
  private final MailSender sender;
  private final MailLimits mailLimits;

  /**
   * @param mailLimits of one address
   */
  public PasswordResetMailService(
      Jdbi jdbi, LinkService links, MailSender sender, MailLimits mailLimits) {
    this.jdbi = jdbi;
    this.links = links;
    this.sender = sender;
    this.mailLimits = mailLimits;
  }

  /**
   * Mails a link to the activated user of an address, if there is one and the address may be sent a
   * mail; the older link no longer works. The caller cannot tell whether a mail was sent: the same
   * statements run for every address, and each request counts as a mail. A pending user gets
   * nothing, because its validation would activate the password of the registration, which may be
   * another person's. The owner of the address can register again.
   *
   * @throws Failure 422 for the address
   */
  void request(long serverId, PasswordResetRequest request) {
    var email = checked(request);
    jdbi.useTransaction(tx -> queueLink(tx, serverId, email));
    sender.wake();
  }

  /**
   * Mails a new link to the address that a link was mailed to, like {@link #request}. If that mail
   * was deleted, perhaps with its user, the work is that for an unknown address.
   *
   * @return the link's state: requested, or forged
   */
  LinkState requestAgain(String token) {
    var state = links.stateOf(PURPOSE, token);
    var link = links.read(PURPOSE, token);
    if (link.isEmpty()) return state;
    jdbi.useTransaction(tx -> queueLink(tx, link.get().serverId(), recipient(tx, link.get())));
    sender.wake();
    return state.now(Kind.REQUESTED);
  }

  private static EmailAddress recipient(Handle tx, LinkId link) {
    return tx.attach(ResetMailDao.class)
        .recipient(link.serverId(), link.id())
        .map(EmailAddress::parse)
        .orElseGet(() -> EmailAddress.standIn(link.id()));
  }

  /**
   * Checks the address.
   *
   * @throws Failure 422 if it is missing or invalid
   */
  static EmailAddress checked(PasswordResetRequest request) {
    var checks = new FieldChecks();
    var email = checks.requiredEmail("email", request.email());
    checks.done();
    return email;
  }

  private void queueLink(Handle tx, long serverId, EmailAddress email) {
    var isAllowed = mailLimits.takeOrTouch(tx, MailLimits.keyAt(serverId, email.mailbox()));
    var standIn = new Owner(Ids.next(), email.address(), null);
    var owner =
        tx.attach(AddressDao.class)
            .lockActivated(serverId, email.key())
            .filter(user -> isAllowed)
            .orElse(standIn);
    var id = Ids.next(); // of the validation and of the mail that carries it
    tx.attach(ValidationDao.class).replace(serverId, id, owner.id(), PURPOSE.word(), null, null);
    var outbox = MailOutbox.in(tx);
    outbox.cancelQueued(serverId, owner.id(), MailKind.PASSWORD_RESET);
    var recipient = EmailAddress.parse(owner.email()).route();
    outbox.enqueue(serverId, id, owner.id(), MailKind.PASSWORD_RESET, recipient, owner.locale());
  }
}
