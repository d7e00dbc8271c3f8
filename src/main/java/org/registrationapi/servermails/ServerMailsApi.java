package org.registrationapi.servermails;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.openapi.Custom;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiRequestBody;
import io.javalin.openapi.OpenApiRequired;
import io.javalin.openapi.OpenApiResponse;
import java.util.UUID;
import org.registrationapi.answer.Json;
import org.registrationapi.answer.Page;
import org.registrationapi.mail.MailKind;
import org.registrationapi.request.Accept;
import org.registrationapi.request.Body;
import org.registrationapi.request.BodyType;
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

  /** How a preview is shown. */
  enum Format {
    HTML,
    TEXT
  }

  /** A mail that was queued. */
  public record QueuedMail(
      @OpenApiRequired
          @Custom(name = "format", value = "uuid")
          @OpenApiDescription("The CustomID at Mailjet")
          UUID id) {}

  @OpenApi(
      path = "/servers/{name}/mails/{kind}",
      pathParams = {
        @OpenApiParam(name = "name", required = true),
        @OpenApiParam(name = "kind", type = MailKind.class, required = true)
      },
      methods = HttpMethod.GET,
      operationId = "previewMail",
      tags = "servers",
      summary = "Preview a server's mail",
      queryParams = {
        @OpenApiParam(name = "locale", example = "ar"),
        @OpenApiParam(name = "format", type = Format.class)
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
    var query = Query.of(ctx, "locale", "format");
    var format = query.choice("format", Format.class);
    var locale = query.locale("locale");
    query.done();
    var preview = mails.preview(ctx.pathParam("name"), ctx.pathParam("kind"), locale);
    if (format.map(Format.TEXT::equals).orElseGet(() -> Accept.wantsText(ctx))) {
      ctx.result(preview.content().text()).contentType("text/plain; charset=utf-8");
      return;
    }
    var pictures = preview.theme().logo().map(Logo::origin);
    var policy = Page.mailPolicy(pictures, "frame-ancestors 'none'; sandbox");
    Page.show(ctx, 200, preview.content().html(), policy);
  }

  @OpenApi(
      path = "/servers/{name}/mails/{kind}/test",
      pathParams = {
        @OpenApiParam(name = "name", required = true),
        @OpenApiParam(name = "kind", type = MailKind.class, required = true)
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
    var request = body.read(ctx, BodyType.of(TestMailRequest.class, ServerMailService::checked));
    var id = mails.sendTest(ctx.pathParam("name"), ctx.pathParam("kind"), request);
    Json.answer(ctx.status(HttpStatus.ACCEPTED), new QueuedMail(id));
  }
}
