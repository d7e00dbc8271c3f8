package org.registrationapi.passwords;

import io.javalin.http.Context;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiRequestBody;
import io.javalin.openapi.OpenApiResponse;
import org.registrationapi.http.Body;
import org.registrationapi.http.Callers;
import org.registrationapi.http.Json;
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
      tags = "users",
      summary = "Check a user's password",
      description =
          "An unknown address and a wrong password get the same answer. After five wrong guesses at an address each "
              + "next one has to wait, a second at first and 15 minutes at the most; with `client_address` the wrong "
              + "guesses of a client are counted as well.",
      requestBody =
          @OpenApiRequestBody(required = true, content = @OpenApiContent(from = Credentials.class)),
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "The user",
            content = @OpenApiContent(from = User.class)),
        @OpenApiResponse(
            status = "401",
            description = "`wrong_credentials`; `key_required`, `key_invalid`"),
        @OpenApiResponse(
            status = "403",
            description = "`not_activated`: the password is right; `key_not_allowed`"),
        @OpenApiResponse(
            status = "429",
            description =
                "`too_many_guesses` at this address, or by this client; the password was not looked at"),
        @OpenApiResponse(
            status = "503",
            description = "`busy`, `database_unavailable`; see `Retry-After`")
      })
  public void authenticate(Context ctx) {
    Json.answer(
        ctx, passwords.authenticate(Callers.of(ctx).serverId(), body.read(ctx, Credentials.class)));
  }
}
