package org.registrationapi.servers;

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
import org.registrationapi.http.Accept;
import org.registrationapi.http.Body;
import org.registrationapi.http.Json;
import org.registrationapi.http.Page;
import org.registrationapi.http.Query;
import org.registrationapi.text.Logo;

/** What the mails of servers look like, for the operator. */
public final class ServerMailsApi {
  private final ServerMailService mails;
  private final Body body;

  public ServerMailsApi(ServerMailService mails, Body body) {
    this.mails = mails;
    this.body = body;
  }

  /** A mail that was queued. */
  public record QueuedMail(
      @OpenApiRequired @OpenApiDescription("Mailjet knows it as CustomID") UUID id) {}

  @OpenApi(
      path = "/servers/{name}/mails/{kind}",
      methods = HttpMethod.GET,
      operationId = "previewMail",
      tags = "servers",
      summary = "What a server's mail looks like",
      description =
          "As HTML or as text, by `format` or else by `Accept`. Its link and its PIN never work.",
      pathParams = {
        @OpenApiParam(name = "name", required = true, example = "localhost"),
        @OpenApiParam(name = "kind", required = true, example = "validation")
      },
      queryParams = {
        @OpenApiParam(
            name = "locale",
            example = "ar",
            description = "BCP 47: en, fr, es, de, ar; without it, and for others, the server's"),
        @OpenApiParam(name = "format", example = "html", description = "html or text")
      },
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "The mail",
            content = {
              @OpenApiContent(from = String.class, mimeType = "text/html"),
              @OpenApiContent(from = String.class, mimeType = "text/plain")
            }),
        @OpenApiResponse(status = "404", description = "`server_not_found`, `mail_kind_not_found`"),
        @OpenApiResponse(status = "422", description = "`invalid_fields`")
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
    var pictures = preview.look().logo().map(Logo::origin);
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
      methods = HttpMethod.POST,
      operationId = "sendTestMail",
      tags = "servers",
      summary = "Send a server's mail to somebody, to see it arrive",
      description =
          "Its subject begins with `[Test]`. Its link is real but leads to nothing. It is sent like every other mail, "
              + "and counts among the mails of the day.",
      pathParams = {
        @OpenApiParam(name = "name", required = true, example = "localhost"),
        @OpenApiParam(name = "kind", required = true, example = "validation")
      },
      requestBody =
          @OpenApiRequestBody(
              required = true,
              content = @OpenApiContent(from = TestMailRequest.class)),
      responses = {
        @OpenApiResponse(
            status = "202",
            description = "The mail is queued",
            content = @OpenApiContent(from = QueuedMail.class)),
        @OpenApiResponse(status = "400", description = "`malformed_json`"),
        @OpenApiResponse(status = "404", description = "`server_not_found`, `mail_kind_not_found`"),
        @OpenApiResponse(status = "413", description = "`body_too_large`"),
        @OpenApiResponse(status = "415", description = "`json_required`"),
        @OpenApiResponse(status = "422", description = "`invalid_fields`")
      })
  public void sendTest(Context ctx) {
    var request = body.read(ctx, TestMailRequest.class);
    var id = mails.sendTest(ctx.pathParam("name"), ctx.pathParam("kind"), request);
    Json.answer(ctx.status(HttpStatus.ACCEPTED), new QueuedMail(id));
  }
}
