package org.registrationapi.users;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OneOf;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiRequestBody;
import io.javalin.openapi.OpenApiResponse;
import java.util.Set;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.http.Callers;
import org.registrationapi.mail.MailStatus;
import org.registrationapi.request.Body;
import org.registrationapi.request.Json;
import org.registrationapi.request.NextPage;
import org.registrationapi.request.Query;

/** A server's users: find, list, change, delete. */
public final class UsersApi {
  private final UserService users;
  private final Body body;

  public UsersApi(UserService users, Body body) {
    this.users = users;
    this.body = body;
  }

  /** The answer of the list with and without an address, for the OpenAPI document. */
  @OneOf({User.class, UserPage.class})
  interface UserOrPage {}

  @OpenApi(
      path = "/users",
      methods = HttpMethod.GET,
      operationId = "listUsers",
      tags = "users",
      summary = "Find the user of an address, or list users",
      queryParams = {
        @OpenApiParam(name = "email", example = "ada@example.com"),
        @OpenApiParam(name = "status"),
        @OpenApiParam(name = "mail_status", example = "bounced"),
        @OpenApiParam(name = "query"),
        @OpenApiParam(name = "limit", type = Integer.class),
        @OpenApiParam(name = "cursor")
      },
      responses = {
        @OpenApiResponse(
            status = "200",
            headers =
                @OpenApiParam(
                    name = "Link",
                    description = "`rel=\"next\"`: the next page, if there is one"),
            content = @OpenApiContent(from = UserOrPage.class))
      })
  public void list(Context ctx) {
    Query.only(ctx, Set.of("email", "status", "mail_status", "query", "limit", "cursor"));
    var email = Query.text(ctx, "email");
    if (email.isPresent()) {
      Json.answer(ctx, users.getByEmail(Callers.of(ctx).serverId(), email.get()));
      return;
    }
    var page = users.list(Callers.of(ctx).serverId(), filter(ctx));
    NextPage.announce(ctx, "/users", page.nextCursor());
    Json.answer(ctx, page);
  }

  private static UserFilter filter(Context ctx) {
    var activated =
        Query.text(ctx, "status")
            .map(
                status ->
                    switch (status) {
                      case "activated" -> true;
                      case "pending" -> false;
                      default ->
                          throw Failure.invalid(
                              "status", "unknown_value", "must be pending or activated");
                    })
            .orElse(null);
    return new UserFilter(
        activated,
        Query.text(ctx, "mail_status").map(UsersApi::mailStatus),
        Query.text(ctx, "query"),
        Query.text(ctx, "cursor"),
        NextPage.limit(ctx));
  }

  private static MailStatus mailStatus(String word) {
    return MailStatus.of(word)
        .orElseThrow(
            () -> Failure.invalid("mail_status", "unknown_value", "must be " + MailStatus.CHOICE));
  }

  @OpenApi(
      path = "/users/{user}",
      pathParams = @OpenApiParam(name = "user", required = true),
      methods = HttpMethod.GET,
      operationId = "getUser",
      tags = "users",
      summary = "One user",
      responses = {@OpenApiResponse(status = "200", content = @OpenApiContent(from = User.class))})
  public void get(Context ctx) {
    Json.answer(ctx, users.get(Callers.of(ctx).serverId(), ctx.pathParam("user")));
  }

  @OpenApi(
      path = "/users/{user}",
      pathParams = @OpenApiParam(name = "user", required = true),
      methods = HttpMethod.PATCH,
      operationId = "changeUser",
      tags = "users",
      summary = "Change a user's profile",
      requestBody =
          @OpenApiRequestBody(required = true, content = @OpenApiContent(from = Profile.class)),
      responses = {@OpenApiResponse(status = "200", content = @OpenApiContent(from = User.class))})
  public void change(Context ctx) {
    var patch = body.readObject(ctx);
    var ref = ctx.pathParam("user");
    Json.answer(
        ctx,
        users.change(
            Callers.of(ctx).serverId(), ref, old -> body.patched(old, patch, Profile.class)));
  }

  @OpenApi(
      path = "/users/{user}",
      pathParams = @OpenApiParam(name = "user", required = true),
      methods = HttpMethod.DELETE,
      operationId = "deleteUser",
      tags = "users",
      summary = "Delete a user, its validations and its mails",
      responses = {@OpenApiResponse(status = "204")})
  public void delete(Context ctx) {
    var serverId = Callers.of(ctx).serverId();
    users.delete(serverId, users.get(serverId, ctx.pathParam("user")).id());
    ctx.status(HttpStatus.NO_CONTENT);
  }

  @OpenApi(
      path = "/users",
      methods = HttpMethod.DELETE,
      operationId = "deleteUserByEmail",
      tags = "users",
      summary = "Delete the user of an address",
      queryParams = @OpenApiParam(name = "email", required = true, example = "ada@example.com"),
      responses = {@OpenApiResponse(status = "204")})
  public void deleteByEmail(Context ctx) {
    Query.only(ctx, Set.of("email"));
    var email =
        Query.text(ctx, "email")
            .orElseThrow(
                () ->
                    Failure.of(
                        ErrorCode.EMAIL_REQUIRED,
                        "Give the address of the user to delete: /users?email=…"));
    var serverId = Callers.of(ctx).serverId();
    users.delete(serverId, users.getByEmail(serverId, email).id());
    ctx.status(HttpStatus.NO_CONTENT);
  }
}
