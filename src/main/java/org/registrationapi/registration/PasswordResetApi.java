package org.registrationapi.registration;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiRequestBody;
import io.javalin.openapi.OpenApiResponse;
import org.registrationapi.errors.Failure;
import org.registrationapi.http.Accept;
import org.registrationapi.http.Body;
import org.registrationapi.http.Callers;
import org.registrationapi.http.Json;

/** A forgotten password: asking for the mail, and choosing a new one behind its link. */
public final class PasswordResetApi {
  private final PasswordResetService resets;
  private final LinkPages pages;
  private final Body body;

  public PasswordResetApi(PasswordResetService resets, LinkPages pages, Body body) {
    this.resets = resets;
    this.pages = pages;
    this.body = body;
  }

  @OpenApi(
      path = "/users/password-reset",
      methods = HttpMethod.POST,
      operationId = "requestPasswordReset",
      tags = "users",
      summary = "Mail a link to choose a new password",
      description =
          "Every address gets the same answer after the same time: known or not, activated or not, and also one that "
              + "was sent too many mails. Only the activated user of the address gets a mail, whose link works once. "
              + "A newer link takes the place of the older one.",
      requestBody =
          @OpenApiRequestBody(
              required = true,
              content = @OpenApiContent(from = PasswordResetRequest.class)),
      responses =
          @OpenApiResponse(
              status = "202",
              description =
                  "Accepted, whosever address it is; if it is an activated user's, a mail goes out",
              content = @OpenApiContent(from = Accepted.class)))
  public void request(Context ctx) {
    resets.request(Callers.of(ctx).serverId(), body.read(ctx, PasswordResetRequest.class));
    Json.answer(ctx.status(HttpStatus.ACCEPTED), Accepted.ALWAYS);
  }

  @OpenApi(
      path = "/password-reset/{token}",
      methods = HttpMethod.GET,
      operationId = "showPasswordReset",
      tags = "users",
      summary = "The page behind the link, with a form for the new password",
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
        @OpenApiResponse(
            status = "410",
            description = "`link_expired`, `link_replaced`: used, or replaced by a newer one")
      })
  public void show(Context ctx) {
    pages.answer(ctx, resets.look(ctx.pathParam("token")));
  }

  @OpenApi(
      path = "/password-reset/{token}",
      methods = HttpMethod.POST,
      operationId = "resetPassword",
      tags = "users",
      summary = "Choose a new password",
      description =
          "Once: of several requests one wins. A mail tells the owner. Nobody is logged in by it.",
      pathParams =
          @OpenApiParam(name = "token", required = true, description = "From the link in the mail"),
      requestBody =
          @OpenApiRequestBody(
              required = true,
              content = {
                @OpenApiContent(from = NewPassword.class, mimeType = "application/json"),
                @OpenApiContent(
                    from = NewPassword.class,
                    mimeType = "application/x-www-form-urlencoded")
              }),
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
                    description = "The `redirect_url` with `status=password_changed`")),
        @OpenApiResponse(
            status = "410",
            description = "`link_expired`, `link_replaced`: used, or replaced by a newer one"),
        @OpenApiResponse(
            status = "422",
            description = "`invalid_fields`; to a browser the page again, with the reason"),
        @OpenApiResponse(
            status = "503",
            description = "`busy`, `database_unavailable`; see `Retry-After`")
      })
  public void change(Context ctx) {
    var token = ctx.pathParam("token");
    var request = body.readJsonOrForm(ctx, NewPassword.class);
    try {
      pages.answerDone(ctx, resets.change(token, request));
    } catch (Failure refused) {
      if (refused.errors().isEmpty() || !Accept.wantsHtml(ctx)) throw refused;
      pages.refuse(ctx, resets.look(token), refused.errors());
    }
  }
}
