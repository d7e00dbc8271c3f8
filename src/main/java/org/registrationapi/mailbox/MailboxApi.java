package org.registrationapi.mailbox;

import io.javalin.http.Context;
import org.registrationapi.answer.Json;
import org.registrationapi.answer.NextPage;
import org.registrationapi.answer.Page;
import org.registrationapi.answer.RelativeUrl;
import org.registrationapi.input.Ids;
import org.registrationapi.mail.MailKind;
import org.registrationapi.request.Accept;
import org.registrationapi.request.Query;
import org.registrationapi.text.Logo;
import org.registrationapi.text.Resources;
import org.registrationapi.text.Templates;

/**
 * The development mailbox: shows the mails that would have been sent, to a person as pages and to a
 * test as JSON.
 */
public final class MailboxApi {
  private static final String PATH = "/mailbox";

  private final Mailbox mailbox;
  private final Templates templates;
  private final String css = Resources.text("/pages/mailbox.css");
  private final String policy =
      Page.policy(
          css, "frame-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'");

  public MailboxApi(Mailbox mailbox, Templates templates) {
    this.mailbox = mailbox;
    this.templates = templates;
  }

  /** {@code GET /mailbox} */
  public void list(Context ctx) {
    var query = Query.of(ctx, "to", "server", "kind", "query", "limit", "cursor");
    var filter =
        new MailboxFilter(
            query.email("to"),
            query.text("server"),
            query.choice("kind", MailKind.class),
            query.text("query").map(String::strip).filter(text -> !text.isEmpty()),
            query.cursor(Ids::read),
            NextPage.limit(query));
    query.done();
    var page = mailbox.list(filter);
    NextPage.announce(ctx, PATH, page.nextCursor());
    if (Accept.wantsHtml(ctx)) show(ctx, filter, page);
    else Json.answer(ctx, page);
  }

  private void show(Context ctx, MailboxFilter filter, Mailbox.Page page) {
    var model =
        new MailboxModel(
            css,
            RelativeUrl.of(ctx, PATH),
            filter.query().orElse(""),
            filter.isSet() || filter.before().isPresent(),
            page.mails(),
            NextPage.query(ctx, page.nextCursor()));
    Page.show(ctx, 200, templates.html("page/mailbox", model), policy);
  }

  /** {@code GET /mailbox/{mail}} */
  public void get(Context ctx) {
    var mail = mailbox.get(ctx.pathParam("mail"));
    if (!Accept.wantsHtml(ctx)) {
      Json.answer(ctx, mail);
      return;
    }
    var model = new MailboxMailModel(css, RelativeUrl.of(ctx, PATH), mail);
    Page.show(ctx, 200, templates.html("page/mail", model), policy);
  }

  /** {@code GET /mailbox/{mail}/html}: its HTML part, with links that open outside its frame. */
  public void html(Context ctx) {
    var mail = mailbox.get(ctx.pathParam("mail"));
    var html = mail.html().replaceFirst("<head>", "<head><base target=\"_top\">");
    var pictures = Logo.of(mail.logoUrl()).map(Logo::origin);
    Page.show(ctx, 200, html, Page.mailPolicy(pictures, "frame-ancestors 'self'"));
  }
}
