package org.registrationapi.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.registrationapi.secrets.LinkLives;
import org.registrationapi.secrets.Secret;

/**
 * How mails are sent.
 *
 * @param mailjet empty: mails are kept for the development mailbox instead
 * @param publicUrl what links start with; no slash at the end
 * @param pinLife of a PIN, from sending
 * @param concurrency calls to Mailjet under way at once, at the most
 * @param dailyLimit mails a day (UTC), all servers together; empty: as many as there are
 */
public record MailSettings(
    Optional<Mailjet> mailjet,
    URI publicUrl,
    LinkLives linkLives,
    Duration pinLife,
    int concurrency,
    Optional<Integer> dailyLimit) {

  /**
   * The account at Mailjet.
   *
   * @param url of its API; no slash at the end
   * @param from the address mails come from, unless the server has its own
   * @param fromName empty: the server's display name
   */
  public record Mailjet(
      String publicKey, Secret privateKey, URI url, String from, Optional<String> fromName) {}
}
