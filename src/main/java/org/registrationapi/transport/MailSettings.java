package org.registrationapi.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.registrationapi.secrets.LinkLifetimes;
import org.registrationapi.secrets.Secret;

/**
 * How mails are sent.
 *
 * @param mailjet if empty, mails are kept for the development mailbox instead
 * @param publicUrl what links start with; no slash at the end
 * @param pinLife of a PIN, from sending
 * @param concurrency maximum number of concurrent calls to Mailjet
 * @param dailyLimit maximum number of mails a day (UTC), all servers together; if empty, there is
 *     no limit
 */
public record MailSettings(
    Optional<Mailjet> mailjet,
    URI publicUrl,
    LinkLifetimes linkLifetimes,
    Duration pinLife,
    int concurrency,
    Optional<Integer> dailyLimit) {

  /**
   * The account at Mailjet.
   *
   * @param url of its API; no slash at the end
   * @param from the sender address, unless the server has its own
   * @param fromName if empty, the server's display name
   */
  public record Mailjet(
      String publicKey, Secret privateKey, URI url, String from, Optional<String> fromName) {}
}
