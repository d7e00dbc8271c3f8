package org.registrationapi.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.secrets.LinkLifetimes;
import org.registrationapi.secrets.Secret;
import org.registrationapi.transport.MailSettings;
import org.registrationapi.transport.MailSettings.Mailjet;
import org.registrationapi.transport.MailSettings.Sender;
import org.registrationapi.transport.MailSettings.Smtp;

/** Reads the settings of mails. It has their names, defaults and bounds. */
final class MailSettingsReader {
  private MailSettingsReader() {}

  static MailSettings read(Environment env, URI publicUrl) {
    var linkLife =
        env.duration(
            "VALIDATION_TTL", Duration.ofHours(24), Duration.ofMinutes(5), Duration.ofDays(30));
    var resetLife =
        env.duration(
            "PASSWORD_RESET_TTL", Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofDays(1));
    var pinLife =
        env.duration("PIN_TTL", Duration.ofMinutes(15), Duration.ofMinutes(1), Duration.ofDays(1));
    var concurrency = env.number("MAIL_CONCURRENCY", 4, 1, 32);
    var dailyLimit = env.number("MAIL_DAILY_LIMIT", 0, 1, 100_000_000);
    var sender = sender(env);
    return new MailSettings(
        mailjet(env, sender),
        smtp(env, sender),
        sender,
        publicUrl,
        new LinkLifetimes(linkLife, resetLife),
        pinLife,
        concurrency,
        dailyLimit == 0 ? Optional.empty() : Optional.of(dailyLimit));
  }

  private static Optional<Sender> sender(Environment env) {
    var from = env.text("MAIL_FROM");
    var name = env.text("MAIL_FROM_NAME");
    if (from.isPresent() && !isEmail(from.get()))
      env.fault("MAIL_FROM", "must be an email address");
    return from.map(address -> new Sender(address, name));
  }

  private static Optional<Mailjet> mailjet(Environment env, Optional<Sender> sender) {
    var publicKey = env.text("MJ_APIKEY_PUBLIC");
    var privateKey = env.secret("MJ_APIKEY_PRIVATE");
    var url = env.url("MAILJET_URL", URI.create("https://api.mailjet.com"));
    if (publicKey.isEmpty() && privateKey.isEmpty()) return Optional.empty();
    if (publicKey.isEmpty()) env.fault("MJ_APIKEY_PUBLIC", "is required with MJ_APIKEY_PRIVATE");
    if (privateKey.isEmpty()) env.fault("MJ_APIKEY_PRIVATE", "is required with MJ_APIKEY_PUBLIC");
    if (sender.isEmpty())
      env.fault("MAIL_FROM", "is required with Mailjet: a sender address validated there");
    if (publicKey.isEmpty() || privateKey.isEmpty() || sender.isEmpty()) return Optional.empty();
    return Optional.of(new Mailjet(publicKey.get(), privateKey.get(), url, sender.get()));
  }

  private static Optional<Smtp> smtp(Environment env, Optional<Sender> sender) {
    var text = env.secret("SMTP_URL");
    if (text.isEmpty()) return Optional.empty();
    if (env.text("MJ_APIKEY_PUBLIC").isPresent() || env.secret("MJ_APIKEY_PRIVATE").isPresent())
      env.fault(
          "SMTP_URL",
          "and Mailjet's keys are both set; remove SMTP_URL to send through Mailjet, or"
              + " MJ_APIKEY_PUBLIC and MJ_APIKEY_PRIVATE to send through the SMTP server");
    if (sender.isEmpty()) env.fault("MAIL_FROM", "is required with SMTP_URL: the sender's address");
    return sender.flatMap(from -> smtp(env, text.get(), from));
  }

  private static Optional<Smtp> smtp(Environment env, Secret url, Sender sender) {
    try {
      return Optional.of(SmtpUrl.parse(url.value()).from(sender));
    } catch (IllegalArgumentException e) {
      env.fault("SMTP_URL", e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean isEmail(String text) {
    try {
      EmailAddress.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
