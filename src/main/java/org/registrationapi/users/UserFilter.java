package org.registrationapi.users;

import java.util.Locale;
import java.util.Optional;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.mail.MailStatus;

/**
 * Selects users of a server.
 *
 * @param email only this address
 * @param activated empty: pending and activated users
 * @param mailStatus the status of the newest validation's mail
 * @param prefix the beginning of the address
 * @param position where the previous page ended: an address key if there is a prefix, else an id
 * @param limit the largest number of users on the page
 */
public record UserFilter(
    Optional<EmailAddress> email,
    Optional<Boolean> activated,
    Optional<MailStatus> mailStatus,
    Optional<String> prefix,
    Optional<String> position,
    int limit) {

  /** Whether a user is selected, apart from its position on a page. */
  boolean matches(User user) {
    return activated.map(wanted -> wanted == user.isActivated()).orElse(true)
        && mailStatus.map(status -> isMailed(user, status)).orElse(true)
        && prefix.map(start -> keyOf(user).startsWith(start.toLowerCase(Locale.ROOT))).orElse(true);
  }

  private static boolean isMailed(User user, MailStatus status) {
    return user.validation() != null && status.word().equals(user.validation().mailStatus());
  }

  private static String keyOf(User user) {
    return EmailAddress.parse(user.email()).key();
  }
}
