package org.registrationapi.users;

import java.util.Optional;
import org.registrationapi.mail.MailStatus;

/**
 * Selects users of a server.
 *
 * @param activated null: pending and activated users
 * @param mailStatus the status of the newest validation's mail
 * @param prefix the beginning of the address
 * @param cursor where the previous page ended
 * @param limit the largest number of users on the page
 */
record UserFilter(
    Boolean activated,
    Optional<MailStatus> mailStatus,
    Optional<String> prefix,
    Optional<String> cursor,
    int limit) {}
