package org.registrationapi.passwords;

import io.javalin.http.Context;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiRequestBody;
import io.javalin.openapi.OpenApiResponse;
import org.registrationapi.answer.Json;
import org.registrationapi.http.Callers;
import org.registrationapi.request.Body;
import org.registrationapi.request.BodyType;
import org.registrationapi.users.User;

/** Checking the passwords of a server's users. */
public final class PasswordsApi {
  private final PasswordService passwords;
  private final Body body;

  public PasswordsApi(PasswordService passwords, Body body) {
    this.passwords = passwords;
    this.body = body;
  }

  @OpenApi(
      path = "/users/authenticate",
      methods = HttpMethod.POST,
      operationId = "authenticateUser",
      tags = "passwords",
      summary = "Check a user's password",
      requestBody =
          @OpenApiRequestBody(required = true, content = @OpenApiContent(from = Credentials.class)),
      responses = {@OpenApiResponse(status = "200", content = @OpenApiContent(from = User.class))})
  public void authenticate(Context ctx) {
    var credentials = body.read(ctx, BodyType.of(Credentials.class, PasswordService::checked));
    Json.answer(ctx, passwords.authenticate(Callers.of(ctx).serverId(), credentials));
  }
}
