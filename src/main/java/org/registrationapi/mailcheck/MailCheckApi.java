package org.registrationapi.mailcheck;

import io.javalin.http.Context;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiResponse;
import java.util.Optional;
import org.registrationapi.answer.Json;
import org.registrationapi.servers.ServerService;

/** The check of a server's sender, for the operator. */
public final class MailCheckApi {
  private final ServerService servers;
  private final MailCheckService service;

  public MailCheckApi(ServerService servers, MailCheckService service) {
    this.servers = servers;
    this.service = service;
  }

  @OpenApi(
      path = "/servers/{name}/mail-check",
      pathParams = @OpenApiParam(name = "name", required = true),
      methods = HttpMethod.GET,
      operationId = "checkMail",
      tags = "servers",
      summary = "Whether a server's mails will arrive",
      responses = {
        @OpenApiResponse(status = "200", content = @OpenApiContent(from = MailCheck.class))
      })
  public void get(Context ctx) {
    var server = servers.get(ctx.pathParam("name"));
    Json.answer(ctx, service.now(Optional.of(server)));
  }
}
