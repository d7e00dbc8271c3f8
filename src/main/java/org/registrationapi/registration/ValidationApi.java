package org.registrationapi.registration;

import io.javalin.http.Context;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiRequestBody;
import io.javalin.openapi.OpenApiResponse;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.http.Accept;
import org.registrationapi.http.Body;
import org.registrationapi.http.Callers;
import org.registrationapi.http.Json;
import org.registrationapi.users.User;

/** What happens behind the link in the mail, for people and for programs, and with the PIN. */
public final class ValidationApi {
  private final ValidationService validation;
  private final LinkPages pages;
  private final Body body;

  public ValidationApi(ValidationService validation, LinkPages pages, Body body) {
    this.validation = validation;
    this.pages = pages;
    this.body = body;
  }

  @OpenApi(
      path = "/validation",
      methods = HttpMethod.POST,
      operationId = "activateByPin",
      tags = "registration",
      summary = "Activate a user by the PIN from the mail",
      description =
          "With strict privacy every PIN that does not activate is `wrong_pin`, of a known address or not.",
      requestBody =
          @OpenApiRequestBody(required = true, content = @OpenApiContent(from = PinRequest.class)),
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "Activated",
            content = @OpenApiContent(from = User.class)),
        @OpenApiResponse(status = "404", description = "`user_not_found`"),
        @OpenApiResponse(status = "410", description = "`pin_expired`, `pin_used_up`"),
        @OpenApiResponse(
            status = "422",
            description = "`invalid_fields`, with `wrong_pin` and the tries that are left"),
        @OpenApiResponse(
            status = "429",
            description =
                "`too_many_guesses`: ten tries an hour for an address, whichever the PIN, or fifty by a browser")
      })
  public void activateByPin(Context ctx) {
    var request = body.read(ctx, PinRequest.class);
    Json.answer(ctx, validation.activateByPin(Callers.of(ctx), Callers.client(ctx), request));
  }

  @OpenApi(
      path = "/validation/{token}",
      methods = HttpMethod.GET,
      operationId = "showValidation",
      tags = "registration",
      summary = "The page behind the link",
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
    pages.answer(ctx, validation.look(ctx.pathParam("token")));
  }

  @OpenApi(
      path = "/validation/{token}",
      methods = HttpMethod.POST,
      operationId = "activateByLink",
      tags = "registration",
      summary = "Activate the user of a link",
      description = "There is no body. The winning link may be posted again.",
      pathParams =
          @OpenApiParam(name = "token", required = true, description = "From the link in the mail"),
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "Activated",
            content = {
              @OpenApiContent(from = LinkAnswer.class, mimeType = "application/json"),
              @OpenApiContent(from = String.class, mimeType = "text/html")
            }),
        @OpenApiResponse(
            status = "303",
            description = "Activated; a browser is sent to the server's `redirect_url`",
            headers =
                @OpenApiParam(
                    name = "Location",
                    description = "The `redirect_url` with `status=activated`")),
        @OpenApiResponse(status = "410", description = "`link_expired`, `link_replaced`")
      })
  public void activate(Context ctx) {
    pages.answerDone(ctx, validation.activate(ctx.pathParam("token")));
  }

  @OpenApi(
      path = "/validation/{token}/reject",
      methods = HttpMethod.POST,
      operationId = "rejectValidation",
      tags = "registration",
      summary = "\"This wasn't me\": remove the pending user of a link",
      pathParams =
          @OpenApiParam(name = "token", required = true, description = "From the link in the mail"),
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "The user is gone",
            content = {
              @OpenApiContent(from = LinkAnswer.class, mimeType = "application/json"),
              @OpenApiContent(from = String.class, mimeType = "text/html")
            }),
        @OpenApiResponse(status = "409", description = "`already_activated`"),
        @OpenApiResponse(status = "410", description = "`link_replaced`")
      })
  public void reject(Context ctx) {
    var state = validation.reject(ctx.pathParam("token"));
    if (state.kind() == LinkState.Kind.ACTIVATED && !Accept.wantsHtml(ctx))
      throw Failure.of(
          ErrorCode.ALREADY_ACTIVATED, "This user is activated; only its server can delete it.");
    pages.answer(ctx, state);
  }
}
