package org.registrationapi.validation;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiRequestBody;
import io.javalin.openapi.OpenApiResponse;
import org.registrationapi.errors.ErrorCode;
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
import org.registrationapi.users.User;

/** Activates users by link or PIN, sends both again, and rejects a registration. */
public final class ValidationApi {
  private final ValidationService validation;
  private final PinService pins;
  private final ValidationMailService mails;
  private final NewLinkService newLinks;
  private final LinkPages pages;
  private final Body body;

  public ValidationApi(
      ValidationService validation,
      PinService pins,
      ValidationMailService mails,
      NewLinkService newLinks,
      LinkPages pages,
      Body body) {
    this.validation = validation;
    this.pins = pins;
    this.mails = mails;
    this.newLinks = newLinks;
    this.pages = pages;
    this.body = body;
  }

  @OpenApi(
      path = "/users/{user}/validation",
      pathParams = @OpenApiParam(name = "user", required = true),
      methods = HttpMethod.POST,
      operationId = "sendValidation",
      tags = "registration",
      summary = "Send a new link and PIN",
      responses = {@OpenApiResponse(status = "202", content = @OpenApiContent(from = User.class))})
  public void sendAgain(Context ctx) {
    var user = mails.sendAgain(Callers.of(ctx).serverId(), ctx.pathParam("user"));
    Json.answer(ctx.status(HttpStatus.ACCEPTED), user);
  }

  @OpenApi(
      path = "/validation",
      methods = HttpMethod.POST,
      operationId = "activateByPin",
      tags = "registration",
      summary = "Activate a user by the PIN from the mail",
      requestBody =
          @OpenApiRequestBody(required = true, content = @OpenApiContent(from = PinRequest.class)),
      responses = {@OpenApiResponse(status = "200", content = @OpenApiContent(from = User.class))})
  public void activateByPin(Context ctx) {
    var request = body.read(ctx, BodyType.of(PinRequest.class, EnteredPin::of));
    Json.answer(ctx, pins.activate(Callers.of(ctx), Callers.client(ctx), request));
  }

  @OpenApi(
      path = "/validation/{token}",
      pathParams = @OpenApiParam(name = "token", required = true),
      methods = HttpMethod.GET,
      operationId = "showValidation",
      tags = "registration",
      summary = "The page behind the link",
      responses =
          @OpenApiResponse(status = "200", content = @OpenApiContent(from = LinkAnswer.class)))
  public void show(Context ctx) {
    pages.answer(ctx, validation.stateOf(ctx.pathParam("token")));
  }

  @OpenApi(
      path = "/validation/{token}",
      pathParams = @OpenApiParam(name = "token", required = true),
      methods = HttpMethod.POST,
      operationId = "activateByLink",
      tags = "registration",
      summary = "Activate the user of a link",
      responses =
          @OpenApiResponse(status = "200", content = @OpenApiContent(from = LinkAnswer.class)))
  public void activate(Context ctx) {
    pages.answerDone(ctx, validation.activate(ctx.pathParam("token")));
  }

  @OpenApi(
      path = "/validation/{token}/reject",
      pathParams = @OpenApiParam(name = "token", required = true),
      methods = HttpMethod.POST,
      operationId = "rejectValidation",
      tags = "registration",
      summary = "\"This wasn't me\": remove the pending user of a link",
      responses =
          @OpenApiResponse(status = "200", content = @OpenApiContent(from = LinkAnswer.class)))
  public void reject(Context ctx) {
    var state = validation.reject(ctx.pathParam("token"));
    if (state.kind() == LinkState.Kind.ACTIVATED && !Accept.wantsHtml(ctx))
      throw Failure.of(
          ErrorCode.ALREADY_ACTIVATED, "This user is activated; only its server can delete it.");
    pages.answer(ctx, state);
  }

  @OpenApi(
      path = "/validation/{token}/new-link",
      pathParams = @OpenApiParam(name = "token", required = true),
      methods = HttpMethod.POST,
      operationId = "requestNewLink",
      tags = "registration",
      summary = "Mail a new link for one that has expired or was replaced",
      responses =
          @OpenApiResponse(status = "202", content = @OpenApiContent(from = Accepted.class)))
  public void requestNewLink(Context ctx) {
    pages.answer(ctx, newLinks.request(ctx.pathParam("token")));
  }
}
