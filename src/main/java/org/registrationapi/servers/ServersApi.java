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
import org.registrationapi.http.Body;
import org.registrationapi.http.Json;
import org.registrationapi.http.Query;

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
      summary = "Make a server",
      requestBody =
          @OpenApiRequestBody(required = true, content = @OpenApiContent(from = NewServer.class)),
      responses = {
        @OpenApiResponse(
            status = "201",
            description = "Made",
            headers = @OpenApiParam(name = "Location", description = "The server's path"),
            content = @OpenApiContent(from = Server.class)),
        @OpenApiResponse(status = "409", description = "`server_exists`")
      })
  public void create(Context ctx) {
    var server = servers.create(body.read(ctx, NewServer.class));
    Json.answer(
        ctx.status(HttpStatus.CREATED).header(Header.LOCATION, "/servers/" + server.name()),
        server);
  }

  @OpenApi(
      path = "/servers",
      methods = HttpMethod.GET,
      operationId = "listServers",
      tags = "servers",
      summary = "All servers",
      responses =
          @OpenApiResponse(
              status = "200",
              description = "By name",
              content = @OpenApiContent(from = ServerList.class)))
  public void list(Context ctx) {
    Json.answer(ctx, new ServerList(servers.list()));
  }

  @OpenApi(
      path = "/servers/{name}",
      methods = HttpMethod.GET,
      operationId = "getServer",
      tags = "servers",
      summary = "One server",
      pathParams = @OpenApiParam(name = "name", required = true, example = "localhost"),
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "The server",
            content = @OpenApiContent(from = Server.class)),
        @OpenApiResponse(status = "404", description = "`server_not_found`")
      })
  public void get(Context ctx) {
    Json.answer(ctx, servers.get(ctx.pathParam("name")));
  }

  @OpenApi(
      path = "/servers/{name}",
      methods = HttpMethod.PATCH,
      operationId = "changeServer",
      tags = "servers",
      summary = "Change a server",
      description =
          "A JSON merge patch (RFC 7396): fields left out stay, null clears. The name never changes.",
      pathParams = @OpenApiParam(name = "name", required = true, example = "localhost"),
      requestBody =
          @OpenApiRequestBody(
              required = true,
              content = @OpenApiContent(from = ServerSettings.class)),
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "As it is now",
            content = @OpenApiContent(from = Server.class)),
        @OpenApiResponse(status = "404", description = "`server_not_found`")
      })
  public void change(Context ctx) {
    var patch = body.readObject(ctx);
    Json.answer(
        ctx,
        servers.change(
            ctx.pathParam("name"), old -> body.patched(old, patch, ServerSettings.class)));
  }

  @OpenApi(
      path = "/servers/{name}",
      methods = HttpMethod.DELETE,
      operationId = "deleteServer",
      tags = "servers",
      summary = "Remove a server and its keys",
      pathParams = @OpenApiParam(name = "name", required = true, example = "localhost"),
      queryParams =
          @OpenApiParam(
              name = "force",
              type = Boolean.class,
              description = "Delete its users with it"),
      responses = {
        @OpenApiResponse(status = "204", description = "Gone"),
        @OpenApiResponse(status = "404", description = "`server_not_found`"),
        @OpenApiResponse(status = "409", description = "`server_has_users`"),
        @OpenApiResponse(status = "422", description = "`invalid_fields`")
      })
  public void remove(Context ctx) {
    servers.remove(ctx.pathParam("name"), Query.flag(ctx, "force"));
    ctx.status(HttpStatus.NO_CONTENT);
  }
}
