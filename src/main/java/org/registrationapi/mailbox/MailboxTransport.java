package org.registrationapi.mailbox;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.registrationapi.mail.Mail;
import org.registrationapi.mail.MailComposer;
import org.registrationapi.mail.MailContent;
import org.registrationapi.transport.MailTransport;
import org.registrationapi.transport.Outcome;

/**
 * Takes the place of a provider: nothing leaves the machine. The link is printed on the console
 * with the PIN, and in development the mail is kept in the mailbox. They are shown nowhere else;
 * without this the service could not be tried out.
 */
public final class MailboxTransport implements MailTransport {
  private final MailComposer composer;
  private final Consumer<String> console;
  private final Optional<Mailbox> mailbox;

  public MailboxTransport(
      MailComposer composer, Consumer<String> console, Optional<Mailbox> mailbox) {
    this.composer = composer;
    this.console = console;
    this.mailbox = mailbox;
  }

  @Override
  public Result send(List<Mail> mails) {
    for (var mail : mails) {
      var content = composer.compose(mail);
      mailbox.ifPresent(box -> box.keep(mail, content));
      console.accept("Mail to " + mail.recipient() + ": " + line(content));
    }
    return Result.all(mails, new Outcome.Sent());
  }

  private static String line(MailContent content) {
    return content.link().orElse(content.subject())
        + content.pin().map(pin -> "   PIN " + pin).orElse("");
  }
}
