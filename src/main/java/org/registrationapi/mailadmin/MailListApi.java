package org.registrationapi.mailadmin;

import io.javalin.http.Context;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiResponse;
import java.util.Optional;
import org.registrationapi.answer.NextPage;
import org.registrationapi.answer.Page;
import org.registrationapi.answer.RelativeUrl;
import org.registrationapi.input.Ids;
import org.registrationapi.mail.MailStatus;
import org.registrationapi.request.Query;
import org.registrationapi.text.Resources;
import org.registrationapi.text.Templates;

/** The list of mails as a page, which the status page links. It changes nothing. */
public final class MailListApi {
  private final MailService mails;
  private final Templates templates;
  private final String css = Resources.text("/pages/status.css");
  private final String policy = Page.policy(css, "img-src data:; frame-ancestors 'none'");

  public MailListApi(MailService mails, Templates templates) {
    this.mails = mails;
    this.templates = templates;
  }

  @OpenApi(
      path = "/status/mails",
      methods = HttpMethod.GET,
      operationId = "showMails",
      tags = "service",
      summary = "A page with mails and what became of them",
      queryParams = {
        @OpenApiParam(name = "status", type = MailStatus.class),
        @OpenApiParam(name = "server", example = "localhost"),
        @OpenApiParam(name = "cursor")
      },
      responses = {
        @OpenApiResponse(
            status = "200",
            content = @OpenApiContent(mimeType = "text/html", type = "string"))
      })
  public void show(Context ctx) {
    var query = Query.of(ctx, "status", "server", "cursor");
    var status = query.choice("status", MailStatus.class);
    var server = query.choice("server", mails::server, "is not the name of a server");
    var before = query.cursor(Ids::read);
    query.done();
    var page =
        mails.list(
            new MailFilter(status, server, Optional.empty(), before, NextPage.DEFAULT_LIMIT));
    var model =
        new MailListModel(
            css,
            RelativeUrl.of(ctx, "/status"),
            status.map(MailStatus::word).orElse(""),
            server.orElse(""),
            page.mails(),
            NextPage.query(ctx, page.nextCursor()));
    Page.show(ctx, 200, templates.html("page/mails", model), policy);
  }
}
