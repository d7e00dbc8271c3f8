package org.registrationapi.mailevents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.registrationapi.events.Event;
import org.registrationapi.events.EventKind;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.mail.MailStatus;

/** A mail together with an event about it. */
record ReportedMail(long serverId, MailEventDao.Found mail, MailEvent event) {

  /**
   * Whether the event changes anything. If a mail is queued again after it was sent, the event is
   * about the earlier sending and is ignored.
   */
  boolean isNews() {
    var isAboutBefore = provesSending() && mail.wasSent() && !mail.isUncertain();
    return !isAboutBefore && (isHigher() || isNewBounce());
  }

  /** Whether the event proves that the mail was sent, which was not known before. */
  boolean provesSending() {
    return isUnsent(mail.status());
  }

  private static boolean isUnsent(MailStatus status) {
    return status.compareTo(MailStatus.SENT) < 0;
  }

  /** Whether the event raises the rank; a bounce can turn out to be one of the address. */
  private boolean isHigher() {
    var difference = event.rank() - mail.rank();
    return difference > 0 || (difference == 0 && isNewBounce());
  }

  private boolean isNewBounce() {
    return event.hardBounce() != null && !mail.isHardBounce();
  }

  /** The new values of the mail. */
  MailEventDao.Change change() {
    var isHigher = isHigher();
    return new MailEventDao.Change(
        mail.id(),
        (isHigher ? event.status() : mail.status()).word(),
        isHigher ? event.reason() : mail.reason(),
        isSoft(isHigher),
        mail.isHardBounce() || isNewBounce());
  }

  /** A delivery keeps the mark, so that a later hard bounce is not a second event. */
  private boolean isSoft(boolean isHigher) {
    if (isHigher && event.status() == MailStatus.BOUNCED) return event.isSoft();
    return mail.isSoftBounce();
  }

  /** The address, if the event is its first hard bounce. */
  Optional<BounceDao.HardBounce> bounce() {
    if (!isNewBounce()) return Optional.empty();
    var emailKey = EmailAddress.keyOfRoute(mail.recipient());
    return Optional.of(new BounceDao.HardBounce(emailKey, event.hardBounce()));
  }

  /**
   * The events to store, if the mail has a user. A mail that was opened or reported as spam was
   * delivered, even if that was not reported.
   */
  List<Event> events() {
    var events = new ArrayList<Event>();
    if (mail.userId() == null || !isHigher()) return events;
    if (provesSending()) events.add(event(EventKind.MAIL_SENT));
    if (isFirstArrival()) events.add(event(EventKind.MAIL_DELIVERED));
    if (!isKnownBounce()) ending().map(this::event).ifPresent(events::add);
    return events;
  }

  private boolean isKnownBounce() {
    return event.status() == MailStatus.BOUNCED
        && (mail.status() == MailStatus.BOUNCED || mail.isSoftBounce());
  }

  private boolean isFirstArrival() {
    return switch (event.status()) {
      case DELIVERED, OPENED, SPAM -> mail.rank() < MailStatus.DELIVERED.rank(false);
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
