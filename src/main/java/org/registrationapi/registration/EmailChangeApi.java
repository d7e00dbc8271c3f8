package org.registrationapi.registration;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiRequestBody;
import io.javalin.openapi.OpenApiResponse;
import org.registrationapi.http.Body;
import org.registrationapi.http.Callers;
import org.registrationapi.http.Json;
import org.registrationapi.users.User;

/** A new address: asking for the mail, and proving it behind its link. */
public final class EmailChangeApi {
  private final EmailChangeService changes;
  private final LinkPages pages;
  private final Body body;

  public EmailChangeApi(EmailChangeService changes, LinkPages pages, Body body) {
    this.changes = changes;
    this.pages = pages;
    this.body = body;
  }

  @OpenApi(
      path = "/users/{user}/email",
      methods = HttpMethod.POST,
      operationId = "requestEmailChange",
      tags = "users",
      summary = "Mail a link to the address that a user wants to have",
      description =
          "Nothing changes until the link is followed. A newer link takes the place of the older one. Whether the "
              + "address is another user's is told only to who follows the link.",
      pathParams =
          @OpenApiParam(
              name = "user",
              required = true,
              description = "Id or address",
              example = "ada@example.com"),
      requestBody =
          @OpenApiRequestBody(
              required = true,
              content = @OpenApiContent(from = EmailChangeRequest.class)),
      responses = {
        @OpenApiResponse(
            status = "202",
            description = "The mail is queued; the user as it still is",
            content = @OpenApiContent(from = User.class)),
        @OpenApiResponse(status = "404", description = "`user_not_found`"),
        @OpenApiResponse(
            status = "409",
            description = "`user_is_pending`: register the other address instead"),
        @OpenApiResponse(
            status = "429",
            description = "`too_many_mails` to the new address; nothing has changed")
      })
  public void request(Context ctx) {
    var request = body.read(ctx, EmailChangeRequest.class);
    var user = changes.request(Callers.of(ctx).serverId(), ctx.pathParam("user"), request);
    Json.answer(ctx.status(HttpStatus.ACCEPTED), user);
  }

  @OpenApi(
      path = "/email-change/{token}",
      methods = HttpMethod.GET,
      operationId = "showEmailChange",
      tags = "users",
      summary = "The page behind the link to a new address",
      description = "It changes nothing, however often it is called: mail scanners follow links.",
      pathParams =
          @OpenApiParam(name = "token", required = true, description = "From the link in the mail"),
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "The link's state, as a page or as JSON, by `Accept`",
            content = {
              @OpenApiContent(from = LinkAnswer.class, mimeType = "application/json"),
              @OpenApiContent(from = String.class, mimeType = "text/html")
            }),
        @OpenApiResponse(status = "410", description = "`link_expired`, `link_replaced`")
      })
  public void show(Context ctx) {
    pages.answer(ctx, changes.look(ctx.pathParam("token")));
  }

  @OpenApi(
      path = "/email-change/{token}",
      methods = HttpMethod.POST,
      operationId = "changeEmail",
      tags = "users",
      summary = "Give the user of a link the address that it proves",
      description =
          "There is no body. The winning link may be posted again. A mail tells the old address.",
      pathParams =
          @OpenApiParam(name = "token", required = true, description = "From the link in the mail"),
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "Changed",
            content = {
              @OpenApiContent(from = LinkAnswer.class, mimeType = "application/json"),
              @OpenApiContent(from = String.class, mimeType = "text/html")
            }),
        @OpenApiResponse(
            status = "303",
            description = "Changed; a browser is sent to the server's `redirect_url`",
            headers =
                @OpenApiParam(
                    name = "Location",
                    description = "The `redirect_url` with `status=email_changed`")),
        @OpenApiResponse(
            status = "409",
            description = "`already_registered`: the address belongs to another user by now"),
        @OpenApiResponse(status = "410", description = "`link_expired`, `link_replaced`")
      })
  public void change(Context ctx) {
    pages.answerDone(ctx, changes.change(ctx.pathParam("token")));
  }
}
