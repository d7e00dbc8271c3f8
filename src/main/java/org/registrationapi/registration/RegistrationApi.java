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
import org.registrationapi.http.Body;
import org.registrationapi.http.Callers;
import org.registrationapi.http.IdempotencyKey;
import org.registrationapi.http.Json;
import org.registrationapi.keys.Caller;
import org.registrationapi.secrets.Fingerprints;
import org.registrationapi.users.User;

/** Registering, and sending the validation again. */
public final class RegistrationApi {
  private final RegistrationService registration;
  private final ValidationMailService validationMails;
  private final Fingerprints fingerprints;
  private final Body body;

  public RegistrationApi(
      RegistrationService registration,
      ValidationMailService validationMails,
      Fingerprints fingerprints,
      Body body) {
    this.registration = registration;
    this.validationMails = validationMails;
    this.fingerprints = fingerprints;
    this.body = body;
  }

  @OpenApi(
      path = "/users",
      methods = HttpMethod.POST,
      operationId = "registerUser",
      tags = "registration",
      summary = "Register a user",
      description =
          "Stores the user, still pending, and mails a link and a PIN that activate it. A pending user of the same "
              + "address is replaced whole; its older link and PIN are dead. With an `Idempotency-Key` the same "
              + "request can be sent again for 24 hours, and gets the first answer. With strict privacy (the server's "
              + "setting, and always with a publishable key) the answer is 202 for every address, and the owner of "
              + "one that is activated is told by mail.",
      headers =
          @OpenApiParam(
              name = IdempotencyKey.HEADER,
              description =
                  "1 to 255 printable ASCII characters that no other registration has, best a UUID",
              example = "8e03978e-40d5-43dd-bc93-6894a57f9324"),
      requestBody =
          @OpenApiRequestBody(required = true, content = @OpenApiContent(from = NewUser.class)),
      responses = {
        @OpenApiResponse(
            status = "201",
            description = "Registered, and the mail is queued",
            headers = @OpenApiParam(name = "Location", description = "The user's path"),
            content = @OpenApiContent(from = Registered.class)),
        @OpenApiResponse(
            status = "202",
            description = "With strict privacy: the address gets a mail, whoever it belongs to",
            content = @OpenApiContent(from = Accepted.class)),
        @OpenApiResponse(
            status = "409",
            description = "`already_registered`: the address is an activated user's"),
        @OpenApiResponse(
            status = "422",
            description =
                "`invalid_fields`, `idempotency_key_reused`: it belongs to a request with another body"),
        @OpenApiResponse(
            status = "429",
            description =
                "`too_many_mails` to this address, `too_many_registrations` from this browser; nothing has changed"),
        @OpenApiResponse(
            status = "503",
            description = "`busy`, `database_unavailable`; see `Retry-After`")
      })
  public void register(Context ctx) {
    var caller = Callers.of(ctx);
    var key = IdempotencyKey.of(ctx).map(text -> keyed(ctx, caller, text));
    var request = body.read(ctx, NewUser.class);
    var answer = registration.register(caller, Callers.client(ctx), request, key, Json::text);
    if (caller.isStrict()) ctx.status(HttpStatus.ACCEPTED);
    else ctx.status(HttpStatus.CREATED).header(Header.LOCATION, "/users/" + answer.userId());
    Json.answer(ctx, answer.text());
  }

  private KeyedRequest keyed(Context ctx, Caller caller, String key) {
    var fingerprint = fingerprints.of(caller.serverId(), caller.isStrict(), key, body.bytes(ctx));
    return new KeyedRequest(caller.serverId(), key, fingerprint);
  }

  @OpenApi(
      path = "/users/{user}/validation",
      methods = HttpMethod.POST,
      operationId = "sendValidation",
      tags = "registration",
      summary = "Send a new link and PIN",
      description = "The older link and PIN are dead from now on. There is no body.",
      pathParams =
          @OpenApiParam(
              name = "user",
              required = true,
              description = "Id or address",
              example = "ada@example.com"),
      responses = {
        @OpenApiResponse(
            status = "202",
            description = "The mail is queued",
            content = @OpenApiContent(from = User.class)),
        @OpenApiResponse(status = "404", description = "`user_not_found`"),
        @OpenApiResponse(status = "409", description = "`already_activated`"),
        @OpenApiResponse(
            status = "429",
            description = "`too_many_mails` to this address; nothing has changed")
      })
  public void sendAgain(Context ctx) {
    var user = validationMails.sendAgain(Callers.of(ctx).serverId(), ctx.pathParam("user"));
    Json.answer(ctx.status(HttpStatus.ACCEPTED), user);
  }
}
