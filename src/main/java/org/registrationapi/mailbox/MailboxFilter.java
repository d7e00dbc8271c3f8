package org.registrationapi.mailbox;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.mail.MailKind;

/**
 * Selects mails of the mailbox.
 *
 * @param to the recipient
 * @param server its name
 * @param query a text in the sender, the recipient, the subject or the server's name
 * @param before the last mail of the page before
 * @param limit maximum number of mails on the page
 */
record MailboxFilter(
    Optional<EmailAddress> to,
    Optional<String> server,
    Optional<MailKind> kind,
    Optional<String> query,
    Optional<UUID> before,
    int limit) {

  /** Whether a mail is selected, on whatever page. */
  boolean matches(SentMail mail) {
    return isEqual(to.map(EmailAddress::key), EmailAddress.keyOfRoute(mail.to()))
        && isEqual(server, mail.server())
        && isEqual(kind.map(MailKind::word), mail.kind())
        && query.map(text -> contains(mail, text.toLowerCase(Locale.ROOT))).orElse(true);
  }

  private static boolean isEqual(Optional<String> wanted, String found) {
    return wanted.isEmpty() || wanted.get().equals(found);
  }

  private static boolean contains(SentMail mail, String text) {
    return Stream.of(mail.from().toString(), mail.to(), mail.subject(), mail.server())
        .anyMatch(part -> part.toLowerCase(Locale.ROOT).contains(text));
  }

  /** Whether a mail is not on an earlier page. */
  boolean isAfter(SentMail mail) {
    return before.isEmpty() || mail.id().toString().compareTo(before.get().toString()) < 0;
  }

  /** Whether only some mails are selected. */
  boolean isSet() {
    return to.isPresent() || server.isPresent() || kind.isPresent() || query.isPresent();
  }
}
