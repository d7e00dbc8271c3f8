package org.registrationapi.dnscheck;

import org.registrationapi.input.EmailAddress;

/** The domain of an address. */
public final class Domain {
  private Domain() {}

  /** In punycode and lower case. */
  public static String of(EmailAddress address) {
    return address.route().substring(address.route().indexOf('@') + 1);
  }
}
