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
import org.registrationapi.http.Body;
import org.registrationapi.http.Callers;
import org.registrationapi.http.Json;
import org.registrationapi.http.NextPage;
import org.registrationapi.http.Query;
import org.registrationapi.mail.MailStatus;

/** A server's users: find, list, change, delete. */
public final class UsersApi {
  private final UserService users;
  private final Body body;

  public UsersApi(UserService users, Body body) {
    this.users = users;
    this.body = body;
  }

  /** What the list answers with and without an address, for the documentation. */
  @OneOf({User.class, UserPage.class})
  interface UserOrPage {}

  @OpenApi(
      path = "/users",
      methods = HttpMethod.GET,
      operationId = "listUsers",
      tags = "users",
      summary = "Find the user of an address, or list users",
      description =
          "With `email`, the answer is that user (`User`). Without, it is a page of users (`UserPage`), the newest "
              + "first, or by address with `query`; follow `next_cursor` or the `Link` header.",
      queryParams = {
        @OpenApiParam(
            name = "email",
            description = "The whole address; write + as %2B",
            example = "ada@example.com"),
        @OpenApiParam(name = "status", description = "pending or activated"),
        @OpenApiParam(
            name = "mail_status",
            description =
                "What became of the validation's mail: queued, held, cancelled, failed, sent, delivered, opened, "
                    + "bounced, blocked or spam",
            example = "bounced"),
        @OpenApiParam(name = "query", description = "What the address begins with"),
        @OpenApiParam(
            name = "limit",
            type = Integer.class,
            description = "1 to 100, without it 50"),
        @OpenApiParam(name = "cursor", description = "next_cursor of the page before")
      },
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "A page of users, or the user",
            headers =
                @OpenApiParam(
                    name = "Link",
                    description = "`rel=\"next\"`: the next page, if there is one"),
            content = @OpenApiContent(from = UserOrPage.class)),
        @OpenApiResponse(status = "404", description = "`user_not_found`, only with `email`"),
        @OpenApiResponse(status = "422", description = "`invalid_fields`")
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
      methods = HttpMethod.GET,
      operationId = "getUser",
      tags = "users",
      summary = "One user",
      pathParams =
          @OpenApiParam(
              name = "user",
              required = true,
              description = "Id or address",
              example = "ada@example.com"),
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "The user",
            content = @OpenApiContent(from = User.class)),
        @OpenApiResponse(status = "404", description = "`user_not_found`")
      })
  public void get(Context ctx) {
    Json.answer(ctx, users.get(Callers.of(ctx).serverId(), ctx.pathParam("user")));
  }

  @OpenApi(
      path = "/users/{user}",
      methods = HttpMethod.PATCH,
      operationId = "changeUser",
      tags = "users",
      summary = "Change a user's profile",
      description = "A JSON merge patch (RFC 7396): fields left out stay, null clears.",
      pathParams =
          @OpenApiParam(
              name = "user",
              required = true,
              description = "Id or address",
              example = "ada@example.com"),
      requestBody =
          @OpenApiRequestBody(required = true, content = @OpenApiContent(from = Profile.class)),
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "As it is now",
            content = @OpenApiContent(from = User.class)),
        @OpenApiResponse(status = "404", description = "`user_not_found`")
      })
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
      methods = HttpMethod.DELETE,
      operationId = "deleteUser",
      tags = "users",
      summary = "Delete a user, its validations and its mails",
      pathParams =
          @OpenApiParam(
              name = "user",
              required = true,
              description = "Id or address",
              example = "ada@example.com"),
      responses = {
        @OpenApiResponse(status = "204", description = "Gone"),
        @OpenApiResponse(status = "404", description = "`user_not_found`")
      })
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
      queryParams =
          @OpenApiParam(
              name = "email",
              required = true,
              description = "The whole address; write + as %2B",
              example = "ada@example.com"),
      responses = {
        @OpenApiResponse(status = "204", description = "Gone"),
        @OpenApiResponse(
            status = "400",
            description = "`email_required`: all users at once can't be deleted"),
        @OpenApiResponse(status = "404", description = "`user_not_found`"),
        @OpenApiResponse(status = "422", description = "`invalid_fields`")
      })
  public void deleteByEmail(Context ctx) {
    Query.only(ctx, Set.of("email"));
    var email =
        Query.text(ctx, "email")
            .orElseThrow(
                () -> Failure.of(ErrorCode.EMAIL_REQUIRED, "Say whom to delete: /users?email=…"));
    var serverId = Callers.of(ctx).serverId();
    users.delete(serverId, users.getByEmail(serverId, email).id());
    ctx.status(HttpStatus.NO_CONTENT);
  }
}
