package org.registrationapi.mailbox;

import io.javalin.http.Context;
import java.time.temporal.ChronoUnit;
import org.registrationapi.mail.Mail;
import org.registrationapi.mail.MailComposer;
import org.registrationapi.request.Page;
import org.registrationapi.request.RelativeUrl;
import org.registrationapi.text.Logo;
import org.registrationapi.text.Resources;
import org.registrationapi.text.Templates;

/** The development mailbox: shows the mails that would have been sent. */
public final class MailboxApi {
  private final Mailbox mailbox;
  private final MailComposer composer;
  private final Templates templates;
  private final String css = Resources.text("/pages/mailbox.css");
  private final String policy =
      Page.policy(css, "frame-src 'self'; img-src data:; frame-ancestors 'none'");

  public MailboxApi(Mailbox mailbox, MailComposer composer, Templates templates) {
    this.mailbox = mailbox;
    this.composer = composer;
    this.templates = templates;
  }

  /** {@code GET /mailbox} */
  public void list(Context ctx) {
    var mails = mailbox.newest().stream().map(this::entry).toList();
    var model = new MailboxModel(mails, css, RelativeUrl.of(ctx, "/mailbox"));
    Page.show(ctx, 200, templates.html("page/mailbox", model), policy);
  }

  private MailboxModel.Entry entry(Mail mail) {
    var content = composer.compose(mail);
    var time = mail.timeCreated().truncatedTo(ChronoUnit.SECONDS).toString();
    return new MailboxModel.Entry(
        mail.id().toString(),
        content.subject(),
        mail.recipient(),
        time,
        mail.status(),
        content.text());
  }

  /** {@code GET /mailbox/{mail}}: its HTML part, with links that open outside its frame. */
  public void show(Context ctx) {
    var mail = mailbox.get(ctx.pathParam("mail"));
    var html = composer.compose(mail).html().replaceFirst("<head>", "<head><base target=\"_top\">");
    var policy = Page.mailPolicy(mail.theme().logo().map(Logo::origin), "frame-ancestors 'self'");
    Page.show(ctx, 200, html, policy);
  }
}
