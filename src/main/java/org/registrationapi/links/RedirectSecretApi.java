package org.registrationapi.links;

import io.javalin.http.Context;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import io.javalin.openapi.OpenApiResponse;
import org.registrationapi.answer.Json;
import org.registrationapi.http.Callers;
import org.registrationapi.secrets.RedirectSecrets;
import org.registrationapi.secrets.Secret;

/** Shows a server the secret by which it recognizes redirects of this service. */
public final class RedirectSecretApi {
  private final RedirectSecrets secrets;

  public RedirectSecretApi(RedirectSecrets secrets) {
    this.secrets = secrets;
  }

  /** The secret of a server, and the one before it. */
  public record RedirectSecret(
      @OpenApiRequired
          @OpenApiExample("0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0")
          @OpenApiDescription("The key of the signatures, as text: 64 hexadecimal digits")
          String secret,
      @OpenApiExample("f0e1d2c3b4a5968778695a4b3c2d1e0ff0e1d2c3b4a5968778695a4b3c2d1e0f")
          @OpenApiDescription(
              "While SECRET_KEY is being replaced: the secret before it; signatures made with it are still on their way")
          String previousSecret) {

    @Override
    public String toString() {
      return "RedirectSecret[***]";
    }
  }

  @OpenApi(
      path = "/redirect-secret",
      methods = HttpMethod.GET,
      operationId = "getRedirectSecret",
      tags = "registration",
      summary = "The secret that signs redirects to the server",
      responses = {
        @OpenApiResponse(status = "200", content = @OpenApiContent(from = RedirectSecret.class))
      })
  public void get(Context ctx) {
    var serverId = Callers.of(ctx).serverId();
    Json.answer(
        ctx,
        new RedirectSecret(
            secrets.of(serverId).value(),
            secrets.previous(serverId).map(Secret::value).orElse(null)));
  }
}
