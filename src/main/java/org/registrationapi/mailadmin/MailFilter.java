package org.registrationapi.mailadmin;

import java.util.Optional;
import org.registrationapi.mail.MailStatus;

/**
 * Which mails are wanted.
 *
 * @param status a word of {@link MailStatus}
 * @param server a server's name
 * @param recipient an address
 * @param cursor where the last page ended
 * @param limit mails on the page, at the most
 */
record MailFilter(
    Optional<String> status,
    Optional<String> server,
    Optional<String> recipient,
    Optional<String> cursor,
    int limit) {}
