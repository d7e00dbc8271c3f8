package org.registrationapi.mailcheck;

import org.registrationapi.input.EmailAddress;

/** The domain of an address. */
final class Domain {
  private Domain() {}

  /** In punycode and lower case. */
  static String of(EmailAddress address) {
    return address.route().substring(address.route().indexOf('@') + 1);
  }
}
