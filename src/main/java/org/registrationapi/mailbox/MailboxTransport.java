package org.registrationapi.mailbox;

import java.util.List;
import java.util.function.Consumer;
import org.registrationapi.mail.Mail;
import org.registrationapi.mail.MailComposer;
import org.registrationapi.mail.MailContent;
import org.registrationapi.transport.MailTransport;
import org.registrationapi.transport.Outcome;

/**
 * Replaces the provider in development: nothing leaves the machine, the link is printed on the
 * console with the PIN, and the mailbox page shows the mail. They are printed nowhere else; without
 * this the service could not be tried out.
 */
public final class MailboxTransport implements MailTransport {
  private final MailComposer composer;
  private final Consumer<String> console;

  public MailboxTransport(MailComposer composer, Consumer<String> console) {
    this.composer = composer;
    this.console = console;
  }

  @Override
  public Result send(List<Mail> mails) {
    for (var mail : mails)
      console.accept("Mail to " + mail.recipient() + ": " + line(composer.compose(mail)));
    return Result.all(mails, new Outcome.Sent());
  }

  private static String line(MailContent content) {
    return content.link().orElse(content.subject())
        + content.pin().map(pin -> "   PIN " + pin).orElse("");
  }
}
