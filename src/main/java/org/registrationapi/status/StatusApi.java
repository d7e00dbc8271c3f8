package org.registrationapi.status;

import io.javalin.http.Context;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiResponse;
import org.registrationapi.answer.Page;
import org.registrationapi.answer.RelativeUrl;
import org.registrationapi.request.Accept;
import org.registrationapi.request.Query;
import org.registrationapi.servers.ServerService;
import org.registrationapi.text.Resources;
import org.registrationapi.text.Templates;

/** The operator's page with the funnel and the current problems. */
public final class StatusApi {
  private final StatusService service;
  private final Templates templates;
  private final String css = Resources.text("/pages/status.css");
  private final String policy =
      Page.policy(css, "img-src data:; form-action 'self'; frame-ancestors 'none'");

  public StatusApi(StatusService service, Templates templates) {
    this.service = service;
    this.templates = templates;
  }

  @OpenApi(
      path = "/status",
      methods = HttpMethod.GET,
      operationId = "getStatus",
      tags = "service",
      summary = "A page with charts of the last 30 days and the current problems",
      queryParams = @OpenApiParam(name = "server", example = "localhost"),
      responses = {
        @OpenApiResponse(
            status = "200",
            content = @OpenApiContent(mimeType = "text/html", type = "string"))
      })
  public void show(Context ctx) {
    var query = Query.of(ctx, "server");
    var name = query.text("server").map(String::strip).filter(text -> !text.isEmpty());
    query.done();
    var status = service.read(name);
    if (status.funnel().isEmpty() && !Accept.wantsHtml(ctx)) throw ServerService.notFound();
    var model = StatusModel.of(css, RelativeUrl.of(ctx, "/status"), name.orElse(""), status);
    var code = status.funnel().isPresent() ? 200 : 404;
    Page.show(ctx, code, templates.html("page/status", model), policy);
  }
}
