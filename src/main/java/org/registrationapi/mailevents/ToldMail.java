package org.registrationapi.mailevents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.registrationapi.events.Event;
import org.registrationapi.events.EventKind;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.mail.MailStatus;

/** A mail together with what Mailjet tells of it. */
record ToldMail(long serverId, MailEventDao.Found mail, MailEvent event) {

  /**
   * Whether there is anything new in it. A mail that is to be sent once more was sent before, and
   * the event is about that time: it is passed over.
   */
  boolean isNews() {
    var isAboutBefore = isProof() && mail.wasSent() && !mail.isUncertain();
    return !isAboutBefore && (isHigher() || isNewBounce());
  }

  /** Whether it proves that a mail was sent of which that was not known. */
  boolean isProof() {
    return isUnsent(mail.status());
  }

  private static boolean isUnsent(MailStatus status) {
    return status.compareTo(MailStatus.SENT) < 0;
  }

  /** A soft bounce can turn hard. */
  private boolean isHigher() {
    var difference = event.status().compareTo(mail.status());
    return difference > 0 || (difference == 0 && isNewBounce());
  }

  private boolean isNewBounce() {
    return event.hardBounce() != null && !mail.isHardBounce();
  }

  /** The mail as it is left. */
  MailEventDao.Change change() {
    var isHigher = isHigher();
    return new MailEventDao.Change(
        mail.id(),
        (isHigher ? event.status() : mail.status()).word(),
        isHigher ? event.reason() : mail.reason(),
        mail.isHardBounce() || isNewBounce());
  }

  /** The address, if no mail will reach it, and that is new. */
  Optional<BounceDao.HardBounce> bounce() {
    if (!isNewBounce()) return Optional.empty();
    var emailKey = EmailAddress.keyOfRoute(mail.recipient());
    return Optional.of(new BounceDao.HardBounce(emailKey, event.hardBounce()));
  }

  /**
   * What happened to the user, if the mail has one. A mail that was opened or reported was
   * delivered, whether that was told or not.
   */
  List<Event> events() {
    var events = new ArrayList<Event>();
    if (mail.userId() == null || !isHigher()) return events;
    if (isProof()) events.add(event(EventKind.MAIL_SENT));
    if (isFirstArrival()) events.add(event(EventKind.MAIL_DELIVERED));
    if (event.status() != mail.status()) ending().map(this::event).ifPresent(events::add);
    return events;
  }

  private boolean isFirstArrival() {
    return switch (event.status()) {
      case DELIVERED, OPENED, SPAM -> isUnsent(mail.status()) || mail.status() == MailStatus.SENT;
      default -> false;
    };
  }

  private Optional<EventKind> ending() {
    return switch (event.status()) {
      case BOUNCED -> Optional.of(EventKind.MAIL_BOUNCED);
      case BLOCKED -> Optional.of(EventKind.MAIL_BLOCKED);
      case SPAM -> Optional.of(EventKind.MAIL_SPAM);
      default -> Optional.empty();
    };
  }

  private Event event(EventKind kind) {
    return Event.ofMail(kind, serverId, mail.userId(), mail.kind());
  }
}
