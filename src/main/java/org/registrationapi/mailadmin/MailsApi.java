package org.registrationapi.mailadmin;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiResponse;
import org.registrationapi.answer.Json;
import org.registrationapi.answer.NextPage;
import org.registrationapi.input.Ids;
import org.registrationapi.mail.MailStatus;
import org.registrationapi.request.Query;

/** The mails of all servers, for the operator. Their texts, links and PINs are never shown. */
public final class MailsApi {
  private final MailService mails;
  private final MailStatisticsService statistics;

  public MailsApi(MailService mails, MailStatisticsService statistics) {
    this.mails = mails;
    this.statistics = statistics;
  }

  @OpenApi(
      path = "/mails",
      methods = HttpMethod.GET,
      operationId = "listMails",
      tags = "mails",
      summary = "List mails and their status",
      queryParams = {
        @OpenApiParam(name = "status", type = MailStatus.class),
        @OpenApiParam(name = "server", example = "localhost"),
        @OpenApiParam(name = "recipient", example = "ada@example.com"),
        @OpenApiParam(name = "limit", type = Integer.class),
        @OpenApiParam(name = "cursor")
      },
      responses = {
        @OpenApiResponse(
            status = "200",
            headers = @OpenApiParam(name = "Link"),
            content = @OpenApiContent(from = MailPage.class))
      })
  public void list(Context ctx) {
    var query = Query.of(ctx, "status", "server", "recipient", "limit", "cursor");
    var filter =
        new MailFilter(
            query.choice("status", MailStatus.class),
            query.choice("server", mails::server, "is not the name of a server"),
            query.email("recipient"),
            query.cursor(Ids::read),
            NextPage.limit(query));
    query.done();
    var page = mails.list(filter);
    NextPage.announce(ctx, "/mails", page.nextCursor());
    Json.answer(ctx, page);
  }

  @OpenApi(
      path = "/mails/statistics",
      methods = HttpMethod.GET,
      operationId = "getMailStatistics",
      tags = "mails",
      summary = "Numbers of waiting, sent and failed mails",
      responses =
          @OpenApiResponse(status = "200", content = @OpenApiContent(from = MailStatistics.class)))
  public void statistics(Context ctx) {
    Json.answer(ctx, statistics.now());
  }

  @OpenApi(
      path = "/mails/{id}",
      pathParams = @OpenApiParam(name = "id", required = true),
      methods = HttpMethod.GET,
      operationId = "getMail",
      tags = "mails",
      summary = "One mail",
      responses = {
        @OpenApiResponse(status = "200", content = @OpenApiContent(from = MailRecord.class))
      })
  public void get(Context ctx) {
    Json.answer(ctx, mails.get(ctx.pathParam("id")));
  }

  @OpenApi(
      path = "/mails/{id}/retry",
      pathParams = @OpenApiParam(name = "id", required = true),
      methods = HttpMethod.POST,
      operationId = "retryMail",
      tags = "mails",
      summary = "Try to send a mail at once",
      responses = {
        @OpenApiResponse(status = "202", content = @OpenApiContent(from = MailRecord.class))
      })
  public void retry(Context ctx) {
    Json.answer(ctx.status(HttpStatus.ACCEPTED), mails.retry(ctx.pathParam("id")));
  }

  @OpenApi(
      path = "/mails/{id}/cancel",
      pathParams = @OpenApiParam(name = "id", required = true),
      methods = HttpMethod.POST,
      operationId = "cancelMail",
      tags = "mails",
      summary = "Never send a mail",
      responses = {
        @OpenApiResponse(status = "200", content = @OpenApiContent(from = MailRecord.class))
      })
  public void cancel(Context ctx) {
    Json.answer(ctx, mails.cancel(ctx.pathParam("id")));
  }
}
