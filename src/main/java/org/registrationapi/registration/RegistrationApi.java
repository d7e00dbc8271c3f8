package org.registrationapi.registration;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiRequestBody;
import io.javalin.openapi.OpenApiResponse;
import org.registrationapi.answer.Json;
import org.registrationapi.answer.PublicPath;
import org.registrationapi.http.Callers;
import org.registrationapi.idempotency.KeyedRequest;
import org.registrationapi.keys.Caller;
import org.registrationapi.request.Body;
import org.registrationapi.request.BodyType;
import org.registrationapi.request.IdempotencyKey;
import org.registrationapi.secrets.Fingerprints;

/** Registers users. */
public final class RegistrationApi {
  private final RegistrationService registration;
  private final Fingerprints fingerprints;
  private final Body body;

  public RegistrationApi(RegistrationService registration, Fingerprints fingerprints, Body body) {
    this.registration = registration;
    this.fingerprints = fingerprints;
    this.body = body;
  }

  @OpenApi(
      path = "/users",
      methods = HttpMethod.POST,
      operationId = "registerUser",
      tags = "registration",
      summary = "Register a user",
      headers = @OpenApiParam(name = IdempotencyKey.HEADER),
      requestBody =
          @OpenApiRequestBody(
              required = true,
              content = @OpenApiContent(from = RegistrationRequest.class)),
      responses = {
        @OpenApiResponse(
            status = "201",
            headers = @OpenApiParam(name = "Location"),
            content = @OpenApiContent(from = RegistrationAnswer.class)),
        @OpenApiResponse(status = "202", content = @OpenApiContent(from = RegistrationAnswer.class))
      })
  public void register(Context ctx) {
    var caller = Callers.of(ctx);
    var key = IdempotencyKey.of(ctx).map(text -> keyed(ctx, caller, text));
    var request =
        body.read(
            ctx, BodyType.of(RegistrationRequest.class, user -> registration.check(caller, user)));
    var answer = registration.register(caller, Callers.client(ctx), request, key, Json::text);
    if (caller.isStrict()) ctx.status(HttpStatus.ACCEPTED);
    else
      ctx.status(HttpStatus.CREATED)
          .header(Header.LOCATION, PublicPath.of(ctx, "/users/" + answer.userId()));
    Json.answer(ctx, answer.text());
  }

  private KeyedRequest keyed(Context ctx, Caller caller, String key) {
    var bytes = body.bytes(ctx);
    var server = caller.serverId();
    return new KeyedRequest(
        server,
        key,
        fingerprints.of(server, caller.isStrict(), key, bytes),
        fingerprints.previous(server, caller.isStrict(), key, bytes));
  }
}
