package org.registrationapi.status;

import io.javalin.http.Context;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiResponse;
import java.time.LocalDate;
import org.registrationapi.answer.Json;
import org.registrationapi.events.Funnel;
import org.registrationapi.events.FunnelService;
import org.registrationapi.request.Query;
import org.registrationapi.servers.ServerService;

/** The registration funnel of a server. */
public final class FunnelApi {
  private final ServerService servers;
  private final FunnelService funnels;

  public FunnelApi(ServerService servers, FunnelService funnels) {
    this.servers = servers;
    this.funnels = funnels;
  }

  @OpenApi(
      path = "/servers/{name}/funnel",
      pathParams = @OpenApiParam(name = "name", required = true),
      methods = HttpMethod.GET,
      operationId = "getFunnel",
      tags = "servers",
      summary = "Numbers of registrations, of mails sent and delivered, and of activations",
      queryParams = {
        @OpenApiParam(name = "from", type = LocalDate.class, example = "2026-11-01"),
        @OpenApiParam(name = "to", type = LocalDate.class, example = "2026-11-30")
      },
      responses = {
        @OpenApiResponse(status = "200", content = @OpenApiContent(from = Funnel.class))
      })
  public void get(Context ctx) {
    var query = Query.of(ctx, "from", "to");
    var from = query.date("from");
    var to = query.date("to");
    query.done();
    if (to == null) to = funnels.today();
    if (from == null) from = to.minusDays(FunnelService.USUAL_DAYS - 1L);
    Json.answer(ctx, funnels.of(servers.get(ctx.pathParam("name")).id(), from, to));
  }
}
