package org.registrationapi.servers;

import io.javalin.http.Context;
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

/** API keys of servers, for the operator. */
public final class KeysApi {
  private final KeyService keys;
  private final Body body;

  public KeysApi(KeyService keys, Body body) {
    this.keys = keys;
    this.body = body;
  }

  /** A server's keys. */
  public record KeyList(@OpenApiRequired List<KeyInfo> keys) {}

  @OpenApi(
      path = "/servers/{name}/keys",
      methods = HttpMethod.POST,
      operationId = "createKey",
      tags = "servers",
      summary = "Make an API key",
      description = "The answer is the only place where the whole key is ever shown.",
      pathParams = @OpenApiParam(name = "name", required = true, example = "localhost"),
      requestBody =
          @OpenApiRequestBody(required = true, content = @OpenApiContent(from = KeyRequest.class)),
      responses = {
        @OpenApiResponse(
            status = "201",
            description = "Made",
            content = @OpenApiContent(from = KeyService.NewKey.class)),
        @OpenApiResponse(status = "404", description = "`server_not_found`")
      })
  public void create(Context ctx) {
    var request = body.read(ctx, KeyRequest.class);
    Json.answer(ctx.status(HttpStatus.CREATED), keys.make(ctx.pathParam("name"), request));
  }

  @OpenApi(
      path = "/servers/{name}/keys",
      methods = HttpMethod.GET,
      operationId = "listKeys",
      tags = "servers",
      summary = "A server's API keys, without their secrets",
      pathParams = @OpenApiParam(name = "name", required = true, example = "localhost"),
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "The oldest first, revoked ones too",
            content = @OpenApiContent(from = KeyList.class)),
        @OpenApiResponse(status = "404", description = "`server_not_found`")
      })
  public void list(Context ctx) {
    Json.answer(ctx, new KeyList(keys.list(ctx.pathParam("name"))));
  }

  @OpenApi(
      path = "/servers/{name}/keys/{id}",
      methods = HttpMethod.DELETE,
      operationId = "revokeKey",
      tags = "servers",
      summary = "Revoke an API key",
      pathParams = {
        @OpenApiParam(name = "name", required = true, example = "localhost"),
        @OpenApiParam(
            name = "id",
            required = true,
            example = "Zb3kQ9aR",
            description = "The 8 characters after reg_")
      },
      responses = {
        @OpenApiResponse(status = "204", description = "It is refused from now on"),
        @OpenApiResponse(status = "404", description = "`server_not_found`, `key_not_found`")
      })
  public void revoke(Context ctx) {
    keys.revoke(ctx.pathParam("name"), ctx.pathParam("id"));
    ctx.status(HttpStatus.NO_CONTENT);
  }
}
