package org.registrationapi.input;

import static org.registrationapi.fuzz.Fuzz.check;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Every accepted address is safe to send to, to compare and to show. */
public final class EmailAddressFuzz {
  private static final Pattern ROUTE =
      Pattern.compile("[!-~&&[^@\"(),:;<>\\[\\\\\\]]]{1,64}@([a-z0-9-]{1,63}\\.)+[a-z0-9-]{1,63}");

  private EmailAddressFuzz() {}

  /** Jazzer calls this. */
  public static void fuzzerTestOneInput(byte[] data) {
    var text = new String(data, StandardCharsets.UTF_8);
    var address = parsed(text);
    if (address == null) return;
    var route = address.route();
    check(address.address().equals(text), "the address is kept as typed");
    check(text.length() <= 254 && route.length() <= 254, "both fit into SMTP's limit");
    check(ROUTE.matcher(route).matches(), "the route is plain ASCII that SMTP takes unquoted");
    check(
        address.key().equals(route.toLowerCase(Locale.ROOT)), "the key is the route in lower case");
    check(route.startsWith(text.substring(0, text.indexOf('@') + 1)), "the local part is as typed");
    checkAgain(address);
  }

  /**
   * Null if it is refused, with a phrase that follows the field's name and does not quote the
   * input.
   */
  private static EmailAddress parsed(String text) {
    try {
      return EmailAddress.parse(text);
    } catch (IllegalArgumentException e) {
      check(e.getMessage() != null, "a refusal says why");
      check(
          e.getMessage().matches("(is|has) [ -~…–]+"),
          "a refusal is our phrase: " + e.getMessage());
      return null;
    }
  }

  /** Every form of an address is read as the same address, however often. */
  private static void checkAgain(EmailAddress address) {
    var byRoute = EmailAddress.parse(address.route());
    check(byRoute.route().equals(address.route()), "a route is its own route");
    check(byRoute.key().equals(address.key()), "a route has the key of its address");
    check(EmailAddress.parse(address.key()).key().equals(address.key()), "a key is its own key");
    var shouted = address.route().toUpperCase(Locale.ROOT);
    check(EmailAddress.parse(shouted).key().equals(address.key()), "case makes no other address");
  }
}
