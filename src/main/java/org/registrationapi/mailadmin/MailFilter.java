package org.registrationapi.mailadmin;

import java.util.Optional;
import org.registrationapi.mail.MailStatus;

/**
 * Selects mails of the list.
 *
 * @param status a word of {@link MailStatus}
 * @param server a server's name
 * @param recipient an address
 * @param cursor where the last page ended
 * @param limit maximum number of mails on the page
 */
record MailFilter(
    Optional<String> status,
    Optional<String> server,
    Optional<String> recipient,
    Optional<String> cursor,
    int limit) {}
