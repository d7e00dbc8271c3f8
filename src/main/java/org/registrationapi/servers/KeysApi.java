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
import java.util.Map;
import org.registrationapi.answer.Json;
import org.registrationapi.keys.KeyInfo;
import org.registrationapi.keys.KeyRequest;
import org.registrationapi.request.Body;
import org.registrationapi.request.BodyType;

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
      pathParams = @OpenApiParam(name = "name", required = true),
      methods = HttpMethod.POST,
      operationId = "createKey",
      tags = "servers",
      summary = "Create an API key",
      requestBody =
          @OpenApiRequestBody(required = true, content = @OpenApiContent(from = KeyRequest.class)),
      responses = {
        @OpenApiResponse(status = "201", content = @OpenApiContent(from = KeyService.NewKey.class))
      })
  public void create(Context ctx) {
    var type =
        BodyType.of(KeyRequest.class, KeyRequest::check)
            .withDependent(Map.of("allowed_origins", "kind"));
    var request = body.read(ctx, type);
    Json.answer(ctx.status(HttpStatus.CREATED), keys.make(ctx.pathParam("name"), request));
  }

  @OpenApi(
      path = "/servers/{name}/keys",
      pathParams = @OpenApiParam(name = "name", required = true),
      methods = HttpMethod.GET,
      operationId = "listKeys",
      tags = "servers",
      summary = "A server's API keys, without their secrets",
      responses = {
        @OpenApiResponse(status = "200", content = @OpenApiContent(from = KeyList.class))
      })
  public void list(Context ctx) {
    Json.answer(ctx, new KeyList(keys.list(ctx.pathParam("name"))));
  }

  @OpenApi(
      path = "/servers/{name}/keys/{id}",
      pathParams = {
        @OpenApiParam(name = "name", required = true),
        @OpenApiParam(name = "id", required = true)
      },
      methods = HttpMethod.DELETE,
      operationId = "revokeKey",
      tags = "servers",
      summary = "Revoke an API key",
      responses = {@OpenApiResponse(status = "204")})
  public void revoke(Context ctx) {
    keys.revoke(ctx.pathParam("name"), ctx.pathParam("id"));
    ctx.status(HttpStatus.NO_CONTENT);
  }
}
