package org.registrationapi.emailchange;

import io.javalin.http.Context;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiResponse;
import org.registrationapi.links.LinkAnswer;
import org.registrationapi.links.LinkPages;

/** Takes a change of address back, by the link that the old address was mailed. */
public final class EmailUndoApi {
  private final EmailUndoService undos;
  private final LinkPages pages;

  public EmailUndoApi(EmailUndoService undos, LinkPages pages) {
    this.undos = undos;
    this.pages = pages;
  }

  @OpenApi(
      path = "/email-undo/{token}",
      pathParams = @OpenApiParam(name = "token", required = true),
      methods = HttpMethod.GET,
      operationId = "showEmailUndo",
      tags = "users",
      summary = "Show the page of the link that takes a change back",
      responses =
          @OpenApiResponse(status = "200", content = @OpenApiContent(from = LinkAnswer.class)))
  public void show(Context ctx) {
    pages.answer(ctx, undos.stateOf(ctx.pathParam("token")));
  }

  @OpenApi(
      path = "/email-undo/{token}",
      pathParams = @OpenApiParam(name = "token", required = true),
      methods = HttpMethod.POST,
      operationId = "undoEmailChange",
      tags = "users",
      summary = "Give the user of a link the old address back",
      responses =
          @OpenApiResponse(status = "200", content = @OpenApiContent(from = LinkAnswer.class)))
  public void undo(Context ctx) {
    pages.answer(ctx, undos.undo(ctx.pathParam("token"))); // the page says what to do next
  }
}
