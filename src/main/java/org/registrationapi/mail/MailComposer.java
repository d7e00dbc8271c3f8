package org.registrationapi.mail;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.registrationapi.secrets.LinkSecrets;
import org.registrationapi.text.Messages;
import org.registrationapi.text.Templates;

/** Writes the text of a mail from its row: the same row gives the same link and PIN every time. */
public final class MailComposer {
  private static final String SAMPLE_NAME = "Ada";
  private static final String SAMPLE_RECIPIENT = "ada@example.com";

  /** As long as a real one, so that it takes as much room, and to be seen through at once. */
  private static final String SAMPLE_TOKEN =
      "preview-".repeat(10).substring(0, LinkSecrets.TOKEN_LENGTH);

  private static final String SAMPLE_PIN = "12345678";

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
    var messages = Messages.of(mail.locale(), mail.look().locale());
    var subject = subject(messages, mail.kind(), mail.look());
    var firstName = mail.isTest() ? SAMPLE_NAME : SafeName.of(mail.firstName()).orElse(null);
    return write(
        mail.kind(),
        new MailModel(
            messages,
            mail.look(),
            mail.isTest() ? "[Test] " + subject : subject,
            firstName,
            mail.recipient(),
            link(mail.kind(), secrets.token(mail.id())),
            secrets.pin(mail.id()),
            messages.duration(mail.linkSeconds()),
            messages.duration(pinLife.toSeconds())));
  }

  /**
   * A mail to nobody, with a link and a PIN that never work.
   *
   * @param locale BCP 47, or null for the server's
   * @param linkLife what the mail says of its link
   */
  public MailContent preview(MailKind kind, String locale, MailLook look, Duration linkLife) {
    var messages = Messages.of(locale, look.locale());
    return write(
        kind.word(),
        new MailModel(
            messages,
            look,
            subject(messages, kind.word(), look),
            SAMPLE_NAME,
            SAMPLE_RECIPIENT,
            link(kind.word(), SAMPLE_TOKEN),
            SAMPLE_PIN.substring(0, secrets.pinLength()),
            messages.duration(linkLife.toSeconds()),
            messages.duration(pinLife.toSeconds())));
  }

  private static String subject(Messages messages, String kind, MailLook look) {
    return messages.get("mail." + kind + ".subject", look.displayName());
  }

  private String link(String kind, String token) {
    return kind.equals(MailKind.VALIDATION.word()) ? publicUrl + "/validation/" + token : null;
  }

  private MailContent write(String kind, MailModel model) {
    var name = "mail/" + kind;
    return new MailContent(
        model.subject(),
        templates.html(name, model),
        templates.text(name, model),
        Optional.ofNullable(model.link()));
  }
}
