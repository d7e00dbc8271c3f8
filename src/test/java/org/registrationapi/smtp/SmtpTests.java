package org.registrationapi.smtp;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLSocketFactory;
import org.registrationapi.kit.SmtpStub;
import org.registrationapi.mail.Mail;
import org.registrationapi.mail.MailComposer;
import org.registrationapi.mail.MailTheme;
import org.registrationapi.secrets.LinkSecrets;
import org.registrationapi.secrets.Secret;
import org.registrationapi.secrets.SecretKeys;
import org.registrationapi.text.Templates;
import org.registrationapi.transport.MailSettings.Encryption;
import org.registrationapi.transport.MailSettings.Login;
import org.registrationapi.transport.MailSettings.Sender;
import org.registrationapi.transport.MailSettings.Smtp;

/** Transports and mails for the tests of this package. */
final class SmtpTests {
  static final URI PUBLIC_URL = URI.create("https://register.example.com");
  static final MailComposer COMPOSER =
      new MailComposer(
          new Templates(),
          new LinkSecrets(SecretKeys.only(new Secret("0123456789abcdef0123456789abcdef")), 6),
          PUBLIC_URL,
          Duration.ofMinutes(15));
  static final Sender SENDER = new Sender("hello@register.example.com", Optional.empty());

  private SmtpTests() {}

  /** A transport to a stub, with its user and password. */
  static SmtpTransport transport(
      SmtpStub stub, Encryption encryption, SSLSocketFactory tls, SmtpTimes times) {
    var login = new Login(SmtpStub.USER, new Secret(SmtpStub.PASSWORD));
    var server = new Smtp("127.0.0.1", stub.port(), encryption, Optional.of(login), SENDER);
    return new SmtpTransport(COMPOSER, server, PUBLIC_URL, tls, times);
  }

  /** A new mail of a server without settings of its own. */
  static Mail mail(String recipient) {
    return mail(recipient, null, null, null, false);
  }

  /** A mail whose last call has an unknown result. */
  static Mail uncertain(String recipient) {
    return mail(recipient, null, null, null, true);
  }

  static Mail mail(
      String recipient, String from, String fromName, String replyTo, boolean isUncertain) {
    return new Mail(
        1,
        UUID.randomUUID(),
        UUID.randomUUID(),
        "validation",
        recipient,
        "fr",
        "Zoë",
        new MailTheme("Le Café", "fr", null, null, null, null, Map.of()),
        from,
        fromName,
        replyTo,
        86_400,
        1,
        isUncertain,
        "queued",
        Instant.EPOCH);
  }
}
