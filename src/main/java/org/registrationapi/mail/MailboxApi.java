package org.registrationapi.mail;

import io.javalin.http.Context;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.http.Page;
import org.registrationapi.text.Resources;
import org.registrationapi.text.Templates;

/** The development mailbox: the mails that would have been sent, as they would have looked. */
public final class MailboxApi {
  private static final int NEWEST = 50;

  /** Mails have their styles in themselves, and pictures from nowhere. */
  private static final String MAIL_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

  private final Jdbi jdbi;
  private final MailComposer composer;
  private final Templates templates;
  private final long linkSeconds;
  private final String css = Resources.text("/pages/mailbox.css");
  private final String policy =
      Page.policy(css, "frame-src 'self'; img-src data:; frame-ancestors 'none'");

  public MailboxApi(Jdbi jdbi, MailComposer composer, Templates templates, MailSettings settings) {
    this.jdbi = jdbi;
    this.composer = composer;
    this.templates = templates;
    this.linkSeconds = settings.linkLife().toSeconds();
  }

  /** {@code GET /mailbox} */
  public void list(Context ctx) {
    var mails = jdbi.withExtension(MailDao.class, dao -> dao.newest(NEWEST, linkSeconds));
    var model = new MailboxModel(mails.stream().map(this::entry).toList(), css);
    Page.show(ctx, 200, templates.html("page/mailbox", model), policy);
  }

  private MailboxModel.Entry entry(Mail mail) {
    var content = composer.compose(mail);
    var time = mail.timeCreated().truncatedTo(ChronoUnit.SECONDS).toString();
    return new MailboxModel.Entry(
        mail.id().id().toString(),
        content.subject(),
        mail.recipient(),
        time,
        mail.status(),
        content.text());
  }

  /** {@code GET /mailbox/{mail}}: its HTML part, with links that leave the frame it is shown in. */
  public void show(Context ctx) {
    var content = composer.compose(find(ctx.pathParam("mail")));
    var html = content.html().replaceFirst("<head>", "<head><base target=\"_top\">");
    Page.show(ctx, 200, html, MAIL_POLICY);
  }

  private Mail find(String id) {
    try {
      var uuid = UUID.fromString(id);
      var mail = jdbi.withExtension(MailDao.class, dao -> dao.find(uuid, linkSeconds));
      if (mail.isPresent()) return mail.get();
    } catch (IllegalArgumentException e) {
      // not an id: nothing has it
    }
    throw Failure.of(ErrorCode.MAIL_NOT_FOUND, "There is no such mail.");
  }
}
