package org.registrationapi.mail;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiResponse;
import java.util.Set;
import org.registrationapi.http.Json;
import org.registrationapi.http.NextPage;
import org.registrationapi.http.Query;

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
      summary = "Mails and what became of them",
      description =
          "Those of all servers, the newest first; their texts, links and PINs are never shown.",
      queryParams = {
        @OpenApiParam(
            name = "status",
            description =
                "queued, held, cancelled, failed, sent, delivered, opened, bounced, blocked or spam",
            example = "failed"),
        @OpenApiParam(name = "server", description = "Its name", example = "localhost"),
        @OpenApiParam(
            name = "recipient",
            description = "The whole address; write + as %2B",
            example = "ada@example.com"),
        @OpenApiParam(
            name = "limit",
            type = Integer.class,
            description = "1 to 100, without it 50"),
        @OpenApiParam(name = "cursor", description = "next_cursor of the page before")
      },
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "A page of mails",
            headers =
                @OpenApiParam(
                    name = "Link",
                    description = "`rel=\"next\"`: the next page, if there is one"),
            content = @OpenApiContent(from = MailPage.class)),
        @OpenApiResponse(status = "422", description = "`invalid_fields`")
      })
  public void list(Context ctx) {
    Query.only(ctx, Set.of("status", "server", "recipient", "limit", "cursor"));
    var filter =
        new MailFilter(
            Query.text(ctx, "status"),
            Query.text(ctx, "server"),
            Query.text(ctx, "recipient"),
            Query.text(ctx, "cursor"),
            NextPage.limit(ctx));
    var page = mails.list(filter);
    NextPage.announce(ctx, "/mails", page.nextCursor());
    Json.answer(ctx, page);
  }

  @OpenApi(
      path = "/mails/statistics",
      methods = HttpMethod.GET,
      operationId = "getMailStatistics",
      tags = "mails",
      summary = "How many mails wait, were sent, and failed",
      responses =
          @OpenApiResponse(
              status = "200",
              description = "As it is at this moment",
              content = @OpenApiContent(from = MailStatistics.class)))
  public void statistics(Context ctx) {
    Json.answer(ctx, statistics.now());
  }

  @OpenApi(
      path = "/mails/{id}",
      methods = HttpMethod.GET,
      operationId = "getMail",
      tags = "mails",
      summary = "One mail",
      pathParams =
          @OpenApiParam(
              name = "id",
              required = true,
              example = "0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71"),
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "The mail",
            content = @OpenApiContent(from = MailRecord.class)),
        @OpenApiResponse(status = "404", description = "`mail_not_found`")
      })
  public void get(Context ctx) {
    Json.answer(ctx, mails.get(ctx.pathParam("id")));
  }

  @OpenApi(
      path = "/mails/{id}/retry",
      methods = HttpMethod.POST,
      operationId = "retryMail",
      tags = "mails",
      summary = "Try to send a mail at once",
      description =
          "For mails that are queued, held, failed, bounced or blocked. It is tried even if the address is known to "
              + "bounce, which stays known. There is no body.",
      pathParams =
          @OpenApiParam(
              name = "id",
              required = true,
              example = "0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71"),
      responses = {
        @OpenApiResponse(
            status = "202",
            description = "It is queued",
            content = @OpenApiContent(from = MailRecord.class)),
        @OpenApiResponse(status = "404", description = "`mail_not_found`"),
        @OpenApiResponse(
            status = "409",
            description =
                "`mail_is_sent`, `mail_is_cancelled`; `mail_is_obsolete`: its link is dead, or was followed")
      })
  public void retry(Context ctx) {
    Json.answer(ctx.status(HttpStatus.ACCEPTED), mails.retry(ctx.pathParam("id")));
  }

  @OpenApi(
      path = "/mails/{id}/cancel",
      methods = HttpMethod.POST,
      operationId = "cancelMail",
      tags = "mails",
      summary = "Never send a mail",
      description = "For mails that are queued or held. There is no body.",
      pathParams =
          @OpenApiParam(
              name = "id",
              required = true,
              example = "0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71"),
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "It is cancelled",
            content = @OpenApiContent(from = MailRecord.class)),
        @OpenApiResponse(status = "404", description = "`mail_not_found`"),
        @OpenApiResponse(
            status = "409",
            description =
                "`mail_is_sent`, `mail_is_cancelled`, `mail_not_queued`; `mail_is_on_its_way`: too late")
      })
  public void cancel(Context ctx) {
    Json.answer(ctx, mails.cancel(ctx.pathParam("id")));
  }
}
