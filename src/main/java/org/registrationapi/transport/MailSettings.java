package org.registrationapi.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.registrationapi.mail.Mail;
import org.registrationapi.secrets.LinkLifetimes;
import org.registrationapi.secrets.Secret;

/**
 * How mails are sent. With neither Mailjet nor an SMTP server, they are kept for the development
 * mailbox instead; there are never both.
 *
 * @param sender needed to send mails
 * @param publicUrl what links start with; no slash at the end
 * @param pinLife of a PIN, from sending
 * @param concurrency maximum number of concurrent calls to the provider
 * @param dailyLimit maximum number of mails a day (UTC), all servers together; if empty, there is
 *     no limit
 */
public record MailSettings(
    Optional<Mailjet> mailjet,
    Optional<Smtp> smtp,
    Optional<Sender> sender,
    URI publicUrl,
    LinkLifetimes linkLifetimes,
    Duration pinLife,
    int concurrency,
    Optional<Integer> dailyLimit) {

  /** Whether mails are sent, and not only kept for the mailbox. */
  public boolean isSending() {
    return mailjet.isPresent() || smtp.isPresent();
  }

  /**
   * Who mails are from, unless their server has a sender of its own.
   *
   * @param name if empty, the server's display name
   */
  public record Sender(String address, Optional<String> name) {
    /** The sender address of a mail. */
    public String addressOf(Mail mail) {
      return mail.mailFrom() != null ? mail.mailFrom() : address;
    }

    /** The sender name of a mail. */
    public String nameOf(Mail mail) {
      if (mail.mailFromName() != null) return mail.mailFromName();
      return name.orElse(mail.displayName());
    }
  }

  /**
   * The account at Mailjet.
   *
   * @param url of its API; no slash at the end
   */
  public record Mailjet(String publicKey, Secret privateKey, URI url, Sender sender) {}

  /**
   * An SMTP server.
   *
   * @param host a name, or an address without brackets
   * @param login if empty, we do not sign in
   */
  public record Smtp(
      String host, int port, Encryption encryption, Optional<Login> login, Sender sender) {}

  /** How a connection to the SMTP server is encrypted. */
  public enum Encryption {
    /** From the first byte. */
    TLS,
    /** By the command STARTTLS, before anything else is sent. */
    STARTTLS,
    /** Not at all, on this machine only. */
    NONE
  }

  /** What the SMTP server knows us by. */
  public record Login(String user, Secret password) {}
}
