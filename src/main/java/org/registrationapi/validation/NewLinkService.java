package org.registrationapi.validation;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.delivery.MailOutbox;
import org.registrationapi.delivery.MailSender;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.Ids;
import org.registrationapi.limits.MailLimits;
import org.registrationapi.links.LinkService;
import org.registrationapi.links.LinkState;
import org.registrationapi.links.LinkState.Kind;
import org.registrationapi.mail.MailKind;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.LinkSecrets.LinkId;
import org.registrationapi.validation.NewLinkDao.Receiver;

/** Mails a new link to a person whose link has expired or was replaced. */
public final class NewLinkService {
  private final Jdbi jdbi;
  private final LinkService links;
  private final MailSender sender;
  private final MailLimits mailLimits;

  /**
   * @param mailLimits of one address
   */
  public NewLinkService(Jdbi jdbi, LinkService links, MailSender sender, MailLimits mailLimits) {
    this.jdbi = jdbi;
    this.links = links;
    this.sender = sender;
    this.mailLimits = mailLimits;
  }

  /**
   * Mails a new link and PIN to the user of a link, if it is still pending and its address may be
   * sent a mail; the older ones no longer work. The token proves that the mail to the address was
   * received. The caller cannot tell whether a mail is sent: the same statements run for a user who
   * is pending, activated, replaced or deleted.
   *
   * @return the link's state: requested, or forged
   */
  LinkState request(String token) {
    var state = links.stateOf(LinkPurpose.VALIDATION, token);
    var link = links.read(LinkPurpose.VALIDATION, token);
    if (link.isEmpty()) return state;
    jdbi.useTransaction(tx -> queueLink(tx, link.get()));
    sender.wake();
    return state.now(Kind.REQUESTED);
  }

  /** The link's own id stands in for the user if there is none: no user has it. */
  private void queueLink(Handle tx, LinkId link) {
    var serverId = link.serverId();
    var dao = tx.attach(NewLinkDao.class);
    var found = dao.find(serverId, link.id());
    var email =
        found
            .map(user -> EmailAddress.parse(user.email()))
            .orElseGet(() -> EmailAddress.standIn(link.id()));
    var isAllowed = mailLimits.takeOrTouch(tx, email.mailbox());
    var userId =
        dao.lockPending(serverId, found.map(Receiver::id).orElse(link.id()))
            .filter(user -> isAllowed)
            .orElse(link.id());
    var id = Ids.next(); // of the validation and of the mail that carries it
    tx.attach(ValidationDao.class)
        .replace(serverId, id, userId, LinkPurpose.VALIDATION.word(), null, null);
    var outbox = MailOutbox.in(tx);
    outbox.cancelQueued(serverId, userId, MailKind.VALIDATION);
    var locale = found.map(Receiver::locale).orElse(null);
    outbox.enqueue(serverId, id, userId, MailKind.VALIDATION, email.route(), locale);
  }
}
