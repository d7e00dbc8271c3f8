package org.registrationapi.status;

import io.javalin.http.Context;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiResponse;
import java.util.Set;
import org.registrationapi.errors.FieldChecks;
import org.registrationapi.events.Funnel;
import org.registrationapi.events.FunnelService;
import org.registrationapi.http.Json;
import org.registrationapi.http.Query;
import org.registrationapi.servers.ServerService;

/** Whether people get in at a server, in numbers. */
public final class FunnelApi {
  private final ServerService servers;
  private final FunnelService funnels;

  public FunnelApi(ServerService servers, FunnelService funnels) {
    this.servers = servers;
    this.funnels = funnels;
  }

  @OpenApi(
      path = "/servers/{name}/funnel",
      methods = HttpMethod.GET,
      operationId = "getFunnel",
      tags = "servers",
      summary = "How many registered, were sent their mail, got it, and were activated",
      description =
          "Day by day (UTC), counted when it happened: nothing is taken back when a user is replaced or deleted. "
              + "What happened on a day need not concern those who registered on it.",
      pathParams = @OpenApiParam(name = "name", required = true, example = "localhost"),
      queryParams = {
        @OpenApiParam(
            name = "from",
            description = "First day, at most 400 days ago; without it 30 days end with `to`",
            example = "2026-11-01"),
        @OpenApiParam(
            name = "to",
            description = "Last day, included; without it today. At most 366 days",
            example = "2026-11-30")
      },
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "Every day, also those on which nothing happened",
            content = @OpenApiContent(from = Funnel.class)),
        @OpenApiResponse(status = "404", description = "`server_not_found`"),
        @OpenApiResponse(status = "422", description = "`invalid_fields`")
      })
  public void get(Context ctx) {
    Query.only(ctx, Set.of("from", "to"));
    var checks = new FieldChecks();
    var from = checks.date("from", Query.text(ctx, "from").orElse(null));
    var to = checks.date("to", Query.text(ctx, "to").orElse(null));
    checks.done();
    if (to == null) to = funnels.today();
    if (from == null) from = to.minusDays(FunnelService.USUAL_DAYS - 1L);
    Json.answer(ctx, funnels.of(servers.get(ctx.pathParam("name")).id(), from, to));
  }
}
