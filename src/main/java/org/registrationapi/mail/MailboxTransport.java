package org.registrationapi.mail;

import java.io.PrintStream;
import java.util.List;

/**
 * Without Mailjet: nothing leaves the machine, the link is printed, and the mailbox page shows the
 * mail.
 */
final class MailboxTransport implements MailTransport {
  private final MailComposer composer;
  private final PrintStream console;

  MailboxTransport(MailComposer composer, PrintStream console) {
    this.composer = composer;
    this.console = console;
  }

  @Override
  public List<Outcome> send(List<Mail> mails) {
    return mails.stream().map(this::print).toList();
  }

  private Outcome print(Mail mail) {
    console.println("Mail to " + mail.recipient() + ": " + composer.compose(mail).link());
    return new Outcome.Sent();
  }
}
