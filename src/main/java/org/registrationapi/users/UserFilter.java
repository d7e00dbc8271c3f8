package org.registrationapi.users;

import java.util.Optional;
import org.registrationapi.mail.MailStatus;

/**
 * Which users of a server are wanted.
 *
 * @param activated null: both kinds
 * @param mailStatus what became of the mail of the newest validation
 * @param prefix what the address begins with
 * @param cursor where the last page ended
 * @param limit users on the page, at the most
 */
record UserFilter(
    Boolean activated,
    Optional<MailStatus> mailStatus,
    Optional<String> prefix,
    Optional<String> cursor,
    int limit) {}
