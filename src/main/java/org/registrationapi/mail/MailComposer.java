package org.registrationapi.mail;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.registrationapi.input.SafeAddress;
import org.registrationapi.input.SafeName;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.LinkSecrets;
import org.registrationapi.text.Messages;
import org.registrationapi.text.Templates;

/** Writes the text of a mail from its row. The same row always gives the same link and PIN. */
public final class MailComposer {
  private static final String SAMPLE_NAME = "Ada";
  private static final String SAMPLE_RECIPIENT = "ada@example.com";

  /** A token that is as long as a real one, but obviously a sample. */
  private static final String SAMPLE_TOKEN =
      "preview-".repeat(10).substring(0, LinkSecrets.TOKEN_LENGTH);

  private static final String SAMPLE_PIN = "12345678";

  private final Templates templates;
  private final LinkSecrets secrets;
  private final URI publicUrl;
  private final Duration pinLife;

  /**
   * @param publicUrl what links start with; no slash at the end
   * @param pinLife how long the PIN works, as the mail says
   */
  public MailComposer(Templates templates, LinkSecrets secrets, URI publicUrl, Duration pinLife) {
    this.templates = templates;
    this.secrets = secrets;
    this.publicUrl = publicUrl;
    this.pinLife = pinLife;
  }

  /** Subject, HTML and text in the mail's language. */
  public MailContent compose(Mail mail) {
    var kind = MailKind.of(mail.kind()).orElseThrow();
    var messages = Messages.of(mail.locale(), mail.theme().locale());
    var own = own(kind, mail.locale(), mail.theme());
    var subject = subject(messages, kind, mail.theme(), own);
    var firstName = mail.isTest() ? SAMPLE_NAME : SafeName.of(mail.firstName()).orElse(null);
    return write(
        new MailModel(
            kind,
            messages,
            mail.theme(),
            own,
            mail.isTest() ? "[Test] " + subject : subject,
            firstName,
            SafeAddress.of(mail.recipient()),
            kind.purpose().map(to -> link(to, secrets.token(to, mail.linkId()))).orElse(null),
            secrets.pin(mail.linkId()),
            messages.duration(mail.linkSeconds()),
            messages.duration(pinLife.toSeconds())));
  }

  /**
   * A sample mail. Its link and PIN, if it has any, never work.
   *
   * @param locale BCP 47, or null for the server's
   * @param linkLife how long the link works, as the mail says
   */
  public MailContent preview(MailKind kind, String locale, MailTheme theme, Duration linkLife) {
    var messages = Messages.of(locale, theme.locale());
    var own = own(kind, locale, theme);
    return write(
        new MailModel(
            kind,
            messages,
            theme,
            own,
            subject(messages, kind, theme, own),
            SAMPLE_NAME,
            SAMPLE_RECIPIENT,
            kind.purpose().map(to -> link(to, SAMPLE_TOKEN)).orElse(null),
            SAMPLE_PIN.substring(0, secrets.pinLength()),
            messages.duration(linkLife.toSeconds()),
            messages.duration(pinLife.toSeconds())));
  }

  private static MailText own(MailKind kind, String locale, MailTheme theme) {
    return theme.own(kind, Messages.chosen(locale, theme.locale()));
  }

  private static String subject(Messages messages, MailKind kind, MailTheme theme, MailText own) {
    if (own.subject() != null) return own.subject();
    return messages.get("mail." + kind.word() + ".subject", theme.displayName());
  }

  private String link(LinkPurpose purpose, String token) {
    return publicUrl + purpose.path() + token;
  }

  private MailContent write(MailModel model) {
    var name = "mail/" + model.kind().template();
    return new MailContent(
        model.subject(),
        templates.html(name, model),
        templates.text(name, model),
        Optional.ofNullable(model.link()),
        model.kind() == MailKind.VALIDATION ? Optional.of(model.pin()) : Optional.empty());
  }
}
