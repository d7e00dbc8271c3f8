package org.registrationapi.servers;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiRequestBody;
import io.javalin.openapi.OpenApiRequired;
import io.javalin.openapi.OpenApiResponse;
import java.util.List;
import java.util.Map;
import org.registrationapi.answer.Json;
import org.registrationapi.answer.PublicPath;
import org.registrationapi.request.Body;
import org.registrationapi.request.BodyType;
import org.registrationapi.request.Query;

/** Servers, for the operator. */
public final class ServersApi {
  private final ServerService servers;
  private final Body body;

  public ServersApi(ServerService servers, Body body) {
    this.servers = servers;
    this.body = body;
  }

  /** All servers. */
  public record ServerList(@OpenApiRequired List<Server> servers) {}

  @OpenApi(
      path = "/servers",
      methods = HttpMethod.POST,
      operationId = "createServer",
      tags = "servers",
      summary = "Create a server",
      requestBody =
          @OpenApiRequestBody(
              required = true,
              content = @OpenApiContent(from = ServerRequest.class)),
      responses = {
        @OpenApiResponse(
            status = "201",
            headers = @OpenApiParam(name = "Location"),
            content = @OpenApiContent(from = Server.class))
      })
  public void create(Context ctx) {
    var server =
        servers.create(body.read(ctx, BodyType.of(ServerRequest.class, ServerChecks::check)));
    Json.answer(
        ctx.status(HttpStatus.CREATED)
            .header(Header.LOCATION, PublicPath.of(ctx, "/servers/" + server.name())),
        server);
  }

  @OpenApi(
      path = "/servers",
      methods = HttpMethod.GET,
      operationId = "listServers",
      tags = "servers",
      summary = "All servers",
      responses =
          @OpenApiResponse(status = "200", content = @OpenApiContent(from = ServerList.class)))
  public void list(Context ctx) {
    Json.answer(ctx, new ServerList(servers.list()));
  }

  @OpenApi(
      path = "/servers/{name}",
      pathParams = @OpenApiParam(name = "name", required = true),
      methods = HttpMethod.GET,
      operationId = "getServer",
      tags = "servers",
      summary = "One server",
      responses = {
        @OpenApiResponse(status = "200", content = @OpenApiContent(from = Server.class))
      })
  public void get(Context ctx) {
    Json.answer(ctx, servers.get(ctx.pathParam("name")));
  }

  @OpenApi(
      path = "/servers/{name}",
      pathParams = @OpenApiParam(name = "name", required = true),
      methods = HttpMethod.PATCH,
      operationId = "changeServer",
      tags = "servers",
      summary = "Change a server",
      requestBody =
          @OpenApiRequestBody(
              required = true,
              content = {
                @OpenApiContent(from = ServerSettings.class, mimeType = "application/json"),
                @OpenApiContent(
                    from = ServerSettings.class,
                    mimeType = "application/merge-patch+json")
              }),
      responses = {
        @OpenApiResponse(status = "200", content = @OpenApiContent(from = Server.class))
      })
  public void change(Context ctx) {
    var patch = body.readPatch(ctx);
    var name = ctx.pathParam("name");
    var type =
        BodyType.of(ServerSettings.class, it -> ServerChecks.check(name, it))
            .withElsewhere(Map.of("name", "cannot be changed"));
    Json.answer(ctx, servers.change(name, old -> body.patched(old, patch, type)));
  }

  @OpenApi(
      path = "/servers/{name}",
      pathParams = @OpenApiParam(name = "name", required = true),
      methods = HttpMethod.DELETE,
      operationId = "deleteServer",
      tags = "servers",
      summary = "Remove a server and its keys",
      queryParams = @OpenApiParam(name = "force", type = Boolean.class),
      responses = {@OpenApiResponse(status = "204")})
  public void remove(Context ctx) {
    var query = Query.of(ctx, "force");
    var force = query.flag("force");
    query.done();
    servers.remove(ctx.pathParam("name"), force);
    ctx.status(HttpStatus.NO_CONTENT);
  }
}
