package org.registrationapi.mailadmin;

import java.util.Optional;
import java.util.UUID;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.mail.MailStatus;

/**
 * Selects mails of the list.
 *
 * @param server the name of a server
 * @param before the last mail of the page before
 * @param limit maximum number of mails on the page
 */
public record MailFilter(
    Optional<MailStatus> status,
    Optional<String> server,
    Optional<EmailAddress> recipient,
    Optional<UUID> before,
    int limit) {}
