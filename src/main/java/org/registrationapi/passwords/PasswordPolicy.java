package org.registrationapi.passwords;

import org.registrationapi.errors.FieldChecks;
import org.registrationapi.mail.EmailAddress;

/**
 * Which passwords are accepted: length counts, composition does not (NIST SP 800-63B-4, section
 * 3.1.1.2).
 */
public final class PasswordPolicy {
  private static final int MIN_LENGTH = 8;
  private static final int MAX_LENGTH = 128;

  private PasswordPolicy() {}

  /**
   * Notes what is wrong with a password. Lengths are in code points; nothing is trimmed or cut.
   *
   * @param email the user's, null if that is itself wrong
   */
  public static void check(FieldChecks checks, String password, EmailAddress email) {
    if (!checks.required("password", password)) return;
    var length = password.codePointCount(0, password.length());
    if (length < MIN_LENGTH) checks.add("password", "too_short", "has fewer than 8 characters");
    else if (length > MAX_LENGTH)
      checks.add("password", "too_long", "has more than 128 characters");
    else if (!FieldChecks.isUnicode(password))
      checks.add("password", "invalid_text", "is not valid Unicode");
    else if (email != null && isEmail(password, email))
      checks.add("password", "equals_email", "is the email address");
  }

  private static boolean isEmail(String password, EmailAddress email) {
    return password.equalsIgnoreCase(email.address()) || password.equalsIgnoreCase(email.key());
  }
}
