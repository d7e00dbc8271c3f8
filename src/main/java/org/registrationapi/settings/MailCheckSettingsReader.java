package org.registrationapi.settings;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.registrationapi.client.BasicCredentials;
import org.registrationapi.input.IpAddress;
import org.registrationapi.mailcheck.MailCheckSettings;

/** Reads the settings of the mail check. */
final class MailCheckSettingsReader {
  private static final int DNS_PORT = 53;
  private static final int LAST_PORT = 65_535;

  /** The port behind an IPv4 address, or behind an IPv6 address in brackets. */
  private static final Pattern PORT = Pattern.compile("(?:[^:]+|\\[.*]):([0-9]{1,5})");

  /** One DNS label, or two. */
  private static final Pattern SELECTOR =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\\.[A-Za-z0-9][A-Za-z0-9-]{0,62})?");

  private MailCheckSettingsReader() {}

  /**
   * Reads the settings.
   *
   * @param events what Mailjet signs in with
   */
  static MailCheckSettings read(Environment env, URI publicUrl, Optional<BasicCredentials> events) {
    return new MailCheckSettings(
        dnsServer(env),
        selector(env),
        URI.create(publicUrl + "/mailjet/events"),
        events.map(login -> new MailCheckSettings.Login(login.user(), login.password())));
  }

  private static Optional<String> selector(Environment env) {
    var selector = env.text("MAIL_DKIM_SELECTOR");
    if (selector.isEmpty() || SELECTOR.matcher(selector.get()).matches()) return selector;
    env.fault("MAIL_DKIM_SELECTOR", "must be a name such as s1, without ._domainkey");
    return Optional.empty();
  }

  private static Optional<InetSocketAddress> dnsServer(Environment env) {
    var text = env.text("DNS_SERVER");
    if (text.isEmpty()) return Optional.empty();
    var match = PORT.matcher(text.get());
    var port = match.matches() ? Integer.parseInt(match.group(1)) : DNS_PORT;
    var address = IpAddress.parseHop(text.get());
    if (address.isPresent() && port >= 1 && port <= LAST_PORT)
      return Optional.of(new InetSocketAddress(address.get().address(), port));
    env.fault("DNS_SERVER", "must be an address such as 9.9.9.9 or 127.0.0.1:5353");
    return Optional.empty();
  }
}
