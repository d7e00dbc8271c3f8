package org.registrationapi.mailcheck;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import org.registrationapi.secrets.Secret;

/**
 * What the checks need to know.
 *
 * @param dnsServer the one to ask; if empty, those of the system
 * @param dkimSelector of the SMTP server's signature; if empty, it is not known
 * @param eventsUrl where Mailjet's events are received
 * @param eventsLogin what Mailjet signs in with there; if empty, events are not received
 */
public record MailCheckSettings(
    Optional<InetSocketAddress> dnsServer,
    Optional<String> dkimSelector,
    URI eventsUrl,
    Optional<Login> eventsLogin) {
  /** A user and a password. */
  public record Login(String user, Secret password) {}
}
