package org.registrationapi.passwordreset;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiRequestBody;
import io.javalin.openapi.OpenApiResponse;
import org.registrationapi.errors.Failure;
import org.registrationapi.http.Callers;
import org.registrationapi.links.Accepted;
import org.registrationapi.links.LinkAnswer;
import org.registrationapi.links.LinkPages;
import org.registrationapi.links.LinkState;
import org.registrationapi.request.Accept;
import org.registrationapi.request.Body;
import org.registrationapi.request.BodyType;
import org.registrationapi.request.Json;

/** Resets a forgotten password: requests the mail, and sets a new password by its link. */
public final class PasswordResetApi {
  private final PasswordResetMailService mails;
  private final PasswordResetService resets;
  private final LinkPages pages;
  private final Body body;

  public PasswordResetApi(
      PasswordResetMailService mails, PasswordResetService resets, LinkPages pages, Body body) {
    this.mails = mails;
    this.resets = resets;
    this.pages = pages;
    this.body = body;
  }

  @OpenApi(
      path = "/users/password-reset",
      methods = HttpMethod.POST,
      operationId = "requestPasswordReset",
      tags = "passwords",
      summary = "Mail a link to choose a new password",
      requestBody =
          @OpenApiRequestBody(
              required = true,
              content = @OpenApiContent(from = PasswordResetRequest.class)),
      responses =
          @OpenApiResponse(status = "202", content = @OpenApiContent(from = Accepted.class)))
  public void request(Context ctx) {
    var type = BodyType.of(PasswordResetRequest.class, PasswordResetMailService::checked);
    mails.request(Callers.of(ctx).serverId(), body.read(ctx, type));
    Json.answer(ctx.status(HttpStatus.ACCEPTED), Accepted.ALWAYS);
  }

  @OpenApi(
      path = "/password-reset/{token}",
      pathParams = @OpenApiParam(name = "token", required = true),
      methods = HttpMethod.GET,
      operationId = "showPasswordReset",
      tags = "passwords",
      summary = "Show the page of the link, with a form for the new password",
      responses =
          @OpenApiResponse(status = "200", content = @OpenApiContent(from = LinkAnswer.class)))
  public void show(Context ctx) {
    pages.answer(ctx, resets.stateOf(ctx.pathParam("token")));
  }

  @OpenApi(
      path = "/password-reset/{token}",
      pathParams = @OpenApiParam(name = "token", required = true),
      methods = HttpMethod.POST,
      operationId = "resetPassword",
      tags = "passwords",
      summary = "Choose a new password",
      requestBody =
          @OpenApiRequestBody(
              required = true,
              content = {
                @OpenApiContent(from = NewPassword.class, mimeType = "application/json"),
                @OpenApiContent(
                    from = NewPassword.class,
                    mimeType = "application/x-www-form-urlencoded")
              }),
      responses =
          @OpenApiResponse(status = "200", content = @OpenApiContent(from = LinkAnswer.class)))
  public void change(Context ctx) {
    var token = ctx.pathParam("token");
    var state = resets.stateOf(token);
    if (state.kind() != LinkState.Kind.PENDING) {
      pages.answer(ctx, state); // without waiting for the body, which may never come
      return;
    }
    var request =
        body.readJsonOrForm(ctx, BodyType.of(NewPassword.class, it -> resets.check(token, it)));
    try {
      pages.answerDone(ctx, resets.change(token, request));
    } catch (Failure refused) {
      if (refused.errors().isEmpty() || !Accept.wantsHtml(ctx)) throw refused;
      pages.refuse(ctx, resets.stateOf(token), refused.errors());
    }
  }

  @OpenApi(
      path = "/password-reset/{token}/new-link",
      pathParams = @OpenApiParam(name = "token", required = true),
      methods = HttpMethod.POST,
      operationId = "requestNewResetLink",
      tags = "passwords",
      summary = "Mail a new link for one that has expired or was used",
      responses =
          @OpenApiResponse(status = "202", content = @OpenApiContent(from = Accepted.class)))
  public void requestAgain(Context ctx) {
    pages.answer(ctx, mails.requestAgain(ctx.pathParam("token")));
  }
}
