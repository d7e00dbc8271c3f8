package org.registrationapi.servermails;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiRequestBody;
import io.javalin.openapi.OpenApiRequired;
import io.javalin.openapi.OpenApiResponse;
import java.util.Set;
import java.util.UUID;
import org.registrationapi.errors.Failure;
import org.registrationapi.request.Accept;
import org.registrationapi.request.Body;
import org.registrationapi.request.Json;
import org.registrationapi.request.Page;
import org.registrationapi.request.Query;
import org.registrationapi.text.Logo;

/** Previews and test mails of servers, for the operator. */
public final class ServerMailsApi {
  private final ServerMailService mails;
  private final Body body;

  public ServerMailsApi(ServerMailService mails, Body body) {
    this.mails = mails;
    this.body = body;
  }

  /** A mail that was queued. */
  public record QueuedMail(
      @OpenApiRequired @OpenApiDescription("The CustomID at Mailjet") UUID id) {}

  @OpenApi(
      path = "/servers/{name}/mails/{kind}",
      pathParams = {
        @OpenApiParam(name = "name", required = true),
        @OpenApiParam(name = "kind", required = true)
      },
      methods = HttpMethod.GET,
      operationId = "previewMail",
      tags = "servers",
      summary = "Preview a server's mail",
      queryParams = {
        @OpenApiParam(name = "locale", example = "ar"),
        @OpenApiParam(name = "format", example = "html")
      },
      responses = {
        @OpenApiResponse(
            status = "200",
            content = {
              @OpenApiContent(from = String.class, mimeType = "text/html"),
              @OpenApiContent(from = String.class, mimeType = "text/plain")
            })
      })
  public void preview(Context ctx) {
    Query.only(ctx, Set.of("locale", "format"));
    var wantsText = wantsText(ctx);
    var locale = Query.text(ctx, "locale").orElse(null);
    var preview = mails.preview(ctx.pathParam("name"), ctx.pathParam("kind"), locale);
    if (wantsText) {
      ctx.result(preview.content().text()).contentType("text/plain; charset=utf-8");
      return;
    }
    var pictures = preview.theme().logo().map(Logo::origin);
    var policy = Page.mailPolicy(pictures, "frame-ancestors 'none'; sandbox");
    Page.show(ctx, 200, preview.content().html(), policy);
  }

  private static boolean wantsText(Context ctx) {
    var format = Query.text(ctx, "format");
    if (format.isEmpty()) return Accept.wantsText(ctx);
    return switch (format.get()) {
      case "text" -> true;
      case "html" -> false;
      default -> throw Failure.invalid("format", "unknown_value", "must be html or text");
    };
  }

  @OpenApi(
      path = "/servers/{name}/mails/{kind}/test",
      pathParams = {
        @OpenApiParam(name = "name", required = true),
        @OpenApiParam(name = "kind", required = true)
      },
      methods = HttpMethod.POST,
      operationId = "sendTestMail",
      tags = "servers",
      summary = "Send a test mail of a server",
      requestBody =
          @OpenApiRequestBody(
              required = true,
              content = @OpenApiContent(from = TestMailRequest.class)),
      responses = {
        @OpenApiResponse(status = "202", content = @OpenApiContent(from = QueuedMail.class))
      })
  public void sendTest(Context ctx) {
    var request = body.read(ctx, TestMailRequest.class);
    var id = mails.sendTest(ctx.pathParam("name"), ctx.pathParam("kind"), request);
    Json.answer(ctx.status(HttpStatus.ACCEPTED), new QueuedMail(id));
  }
}
