package org.registrationapi.mail;

import java.net.URI;
import java.time.Duration;
import org.registrationapi.secrets.LinkSecrets;
import org.registrationapi.text.Messages;
import org.registrationapi.text.Templates;

/** Writes the text of a mail from its row: the same row gives the same link and PIN every time. */
public final class MailComposer {
  private final Templates templates;
  private final LinkSecrets secrets;
  private final URI publicUrl;
  private final Duration pinLife;

  /**
   * @param publicUrl what links start with; no slash at the end
   * @param pinLife what the mail says of the PIN's life
   */
  public MailComposer(Templates templates, LinkSecrets secrets, URI publicUrl, Duration pinLife) {
    this.templates = templates;
    this.secrets = secrets;
    this.publicUrl = publicUrl;
    this.pinLife = pinLife;
  }

  /** Subject, HTML and text in the mail's language. */
  MailContent compose(Mail mail) {
    var messages = Messages.of(mail.locale(), mail.serverLocale());
    var link = publicUrl + "/validation/" + secrets.token(mail.id());
    var subject = messages.get("mail." + mail.kind() + ".subject", mail.displayName());
    var model =
        new MailModel(
            messages,
            subject,
            mail.displayName(),
            mail.recipient(),
            link,
            secrets.pin(mail.id()),
            messages.duration(mail.linkSeconds()),
            messages.duration(pinLife.toSeconds()));
    var name = "mail/" + mail.kind();
    return new MailContent(subject, templates.html(name, model), templates.text(name, model), link);
  }
}
