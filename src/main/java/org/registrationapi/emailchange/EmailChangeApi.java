package org.registrationapi.emailchange;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiRequestBody;
import io.javalin.openapi.OpenApiResponse;
import org.registrationapi.http.Callers;
import org.registrationapi.links.LinkAnswer;
import org.registrationapi.links.LinkPages;
import org.registrationapi.request.Body;
import org.registrationapi.request.BodyType;
import org.registrationapi.request.Json;
import org.registrationapi.users.User;

/** Changes an address: requests the mail, withdraws it, and proves the address by its link. */
public final class EmailChangeApi {
  private final EmailChangeMailService mails;
  private final EmailChangeService changes;
  private final LinkPages pages;
  private final Body body;

  public EmailChangeApi(
      EmailChangeMailService mails, EmailChangeService changes, LinkPages pages, Body body) {
    this.mails = mails;
    this.changes = changes;
    this.pages = pages;
    this.body = body;
  }

  @OpenApi(
      path = "/users/{user}/email",
      pathParams = @OpenApiParam(name = "user", required = true),
      methods = HttpMethod.POST,
      operationId = "requestEmailChange",
      tags = "users",
      summary = "Mail a link to a user's new address",
      requestBody =
          @OpenApiRequestBody(
              required = true,
              content = @OpenApiContent(from = EmailChangeRequest.class)),
      responses = {
        @OpenApiResponse(status = "200", content = @OpenApiContent(from = User.class)),
        @OpenApiResponse(status = "202", content = @OpenApiContent(from = User.class))
      })
  public void request(Context ctx) {
    var request =
        body.read(ctx, BodyType.of(EmailChangeRequest.class, EmailChangeMailService::checked));
    var user = mails.request(Callers.of(ctx).serverId(), ctx.pathParam("user"), request);
    var isDone = user.email().equals(request.email());
    Json.answer(ctx.status(isDone ? HttpStatus.OK : HttpStatus.ACCEPTED), user);
  }

  @OpenApi(
      path = "/users/{user}/email",
      pathParams = @OpenApiParam(name = "user", required = true),
      methods = HttpMethod.DELETE,
      operationId = "withdrawEmailChange",
      tags = "users",
      summary = "Withdraw a change of address that waits",
      responses = {@OpenApiResponse(status = "204")})
  public void withdraw(Context ctx) {
    mails.withdraw(Callers.of(ctx).serverId(), ctx.pathParam("user"));
    ctx.status(HttpStatus.NO_CONTENT);
  }

  @OpenApi(
      path = "/email-change/{token}",
      pathParams = @OpenApiParam(name = "token", required = true),
      methods = HttpMethod.GET,
      operationId = "showEmailChange",
      tags = "users",
      summary = "Show the page of the link to a new address",
      responses =
          @OpenApiResponse(status = "200", content = @OpenApiContent(from = LinkAnswer.class)))
  public void show(Context ctx) {
    pages.answer(ctx, changes.stateOf(ctx.pathParam("token")));
  }

  @OpenApi(
      path = "/email-change/{token}",
      pathParams = @OpenApiParam(name = "token", required = true),
      methods = HttpMethod.POST,
      operationId = "changeEmail",
      tags = "users",
      summary = "Change the address of the user of a link",
      responses =
          @OpenApiResponse(status = "200", content = @OpenApiContent(from = LinkAnswer.class)))
  public void change(Context ctx) {
    pages.answerDone(ctx, changes.change(ctx.pathParam("token")));
  }
}
