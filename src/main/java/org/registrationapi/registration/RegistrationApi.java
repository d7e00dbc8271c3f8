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
import java.util.function.Function;
import org.registrationapi.http.Body;
import org.registrationapi.http.Caller;
import org.registrationapi.http.IdempotencyKey;
import org.registrationapi.http.Json;
import org.registrationapi.secrets.Fingerprints;
import org.registrationapi.users.User;

/** Registering, and sending the validation again. */
public final class RegistrationApi {
  private final IdempotencyService registration;
  private final ValidationMailService validationMails;
  private final Fingerprints fingerprints;
  private final Body body;

  public RegistrationApi(
      IdempotencyService registration,
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
    var caller = Caller.of(ctx);
    var requester =
        new Requester(caller.serverId(), caller.serverName(), caller.isStrict(), caller.client());
    var keyed = IdempotencyKey.of(ctx).map(key -> keyed(ctx, requester, key));
    var request = body.read(ctx, NewUser.class);
    var answer = registration.register(requester, request, keyed, writer(requester));
    if (requester.isStrict()) ctx.status(HttpStatus.ACCEPTED);
    else ctx.status(HttpStatus.CREATED).header(Header.LOCATION, "/users/" + answer.userId());
    Json.answer(ctx, answer.text());
  }

  private static Function<Registered, String> writer(Requester requester) {
    return requester.isStrict() ? user -> Json.text(Accepted.ALWAYS) : Json::text;
  }

  private KeyedRequest keyed(Context ctx, Requester requester, String key) {
    var fingerprint =
        fingerprints.of(requester.serverId(), requester.isStrict(), key, body.bytes(ctx));
    return new KeyedRequest(requester.serverId(), key, fingerprint);
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
    var user = validationMails.sendAgain(Caller.of(ctx).serverId(), ctx.pathParam("user"));
    Json.answer(ctx.status(HttpStatus.ACCEPTED), user);
  }
}
