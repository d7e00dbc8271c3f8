package org.registrationapi.mailadmin;

import java.util.Optional;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.mail.MailStatus;

/**
 * Selects mails of the list.
 *
 * @param server the name of a server
 * @param cursor where the last page ended
 * @param limit maximum number of mails on the page
 */
record MailFilter(
    Optional<MailStatus> status,
    Optional<String> server,
    Optional<EmailAddress> recipient,
    Optional<String> cursor,
    int limit) {}
