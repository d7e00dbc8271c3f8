package org.registrationapi;

import java.util.Optional;
import java.util.function.Consumer;
import org.registrationapi.delivery.MailSender;
import org.registrationapi.mail.MailComposer;
import org.registrationapi.mailbox.Mailbox;
import org.registrationapi.mailbox.MailboxTransport;
import org.registrationapi.secrets.LinkSecrets;
import org.registrationapi.secrets.SecretKeys;
import org.registrationapi.servers.Server;
import org.registrationapi.settings.Settings;
import org.registrationapi.smtp.SmtpTransport;
import org.registrationapi.status.Metrics;
import org.registrationapi.text.Templates;
import org.registrationapi.transport.MailTransport;
import org.registrationapi.transport.MailjetTransport;
import org.registrationapi.transport.WatchedTransport;

/** Builds what writes and sends mails, and the mailbox of development. Nothing is started here. */
final class MailWiring {
  private final CoreWiring core;
  private final Settings settings;
  private final Metrics metrics;
  private final LinkSecrets linkSecrets;
  private final MailComposer composer;
  private final Optional<Mailbox> mailbox;
  private final MailSender sender;

  /**
   * Builds the sender.
   *
   * @param secretKeys what the links and PINs in mails are derived from
   * @param console prints the links if no mails are sent
   */
  MailWiring(
      CoreWiring core,
      Templates templates,
      SecretKeys secretKeys,
      Metrics metrics,
      Consumer<String> console) {
    this.core = core;
    this.metrics = metrics;
    settings = core.settings();
    var mail = settings.mail();
    linkSecrets = new LinkSecrets(secretKeys, settings.pinLength());
    composer = new MailComposer(templates, linkSecrets, mail.publicUrl(), mail.pinLife());
    mailbox = mailboxOfDevelopment();
    sender = MailSender.of(core.jdbi(), transport(console), mail);
  }

  /** In development only, because its mails have links. */
  private Optional<Mailbox> mailboxOfDevelopment() {
    if (!settings.isDevelopment()) return Optional.empty();
    var directory = settings.dataDir().resolve("mailbox");
    return Optional.of(
        new Mailbox(
            core.jdbi(),
            core.clock(),
            directory,
            settings.mail().sender(),
            id -> core.servers().find(id).map(Server::name)));
  }

  /** Mailjet, an SMTP server, or the console and the mailbox if there is neither. */
  private MailTransport transport(Consumer<String> console) {
    var mail = settings.mail();
    if (mail.mailjet().isPresent()) {
      var mailjet = new MailjetTransport(composer, mail.mailjet().get());
      return new WatchedTransport(mailjet, "mailjet", metrics);
    }
    if (mail.smtp().isPresent()) {
      var smtp = new SmtpTransport(composer, mail.smtp().get(), mail.publicUrl());
      return new WatchedTransport(smtp, "smtp", metrics);
    }
    return new MailboxTransport(composer, console, mailbox);
  }

  LinkSecrets linkSecrets() {
    return linkSecrets;
  }

  MailComposer composer() {
    return composer;
  }

  MailSender sender() {
    return sender;
  }

  /** Empty outside development. */
  Optional<Mailbox> mailbox() {
    return mailbox;
  }
}
