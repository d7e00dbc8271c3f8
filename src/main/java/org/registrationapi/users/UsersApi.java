package org.registrationapi.users;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiRequestBody;
import io.javalin.openapi.OpenApiResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.registrationapi.answer.Json;
import org.registrationapi.answer.NextPage;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.http.Callers;
import org.registrationapi.input.Ids;
import org.registrationapi.mail.MailStatus;
import org.registrationapi.request.Body;
import org.registrationapi.request.BodyType;
import org.registrationapi.request.Query;

/** A server's users: find, list, change, delete. */
public final class UsersApi {
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "email", "is changed by POST /users/{user}/email, which mails a link to the new address",
          "password", "is changed by the user, through the link of POST /users/password-reset");

  /** By which users are selected. */
  enum Status {
    PENDING,
    ACTIVATED
  }

  private final UserService users;
  private final Body body;

  public UsersApi(UserService users, Body body) {
    this.users = users;
    this.body = body;
  }

  @OpenApi(
      path = "/users",
      methods = HttpMethod.GET,
      operationId = "listUsers",
      tags = "users",
      summary = "Find and list users",
      queryParams = {
        @OpenApiParam(name = "email", example = "ada@example.com"),
        @OpenApiParam(name = "status", type = Status.class),
        @OpenApiParam(name = "mail_status", type = MailStatus.class),
        @OpenApiParam(name = "query"),
        @OpenApiParam(name = "limit", type = Integer.class),
        @OpenApiParam(name = "cursor")
      },
      responses = {
        @OpenApiResponse(
            status = "200",
            headers = @OpenApiParam(name = "Link"),
            content = @OpenApiContent(from = UserPage.class))
      })
  public void list(Context ctx) {
    var page = users.list(Callers.of(ctx).serverId(), filter(ctx));
    NextPage.announce(ctx, "/users", page.nextCursor());
    Json.answer(ctx, page);
  }

  private static UserFilter filter(Context ctx) {
    var query = Query.of(ctx, "email", "status", "mail_status", "query", "limit", "cursor");
    var filter =
        new UserFilter(
            query.email("email"),
            query.choice("status", Status.class).map(status -> status == Status.ACTIVATED),
            query.choice("mail_status", MailStatus.class),
            query.text("query"),
            query.cursor(text -> position(query, text)),
            NextPage.limit(query));
    query.done();
    return filter;
  }

  /** Searches are sorted by address, other lists by id; with {@code email} there is one page. */
  private static Optional<String> position(Query query, String text) {
    if (query.has("email")) return Optional.empty();
    return query.has("query") ? Optional.of(text) : Ids.read(text).map(UUID::toString);
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
          @OpenApiRequestBody(
              required = true,
              content = {
                @OpenApiContent(from = Profile.class, mimeType = "application/json"),
                @OpenApiContent(from = Profile.class, mimeType = "application/merge-patch+json")
              }),
      responses = {@OpenApiResponse(status = "200", content = @OpenApiContent(from = User.class))})
  public void change(Context ctx) {
    var patch = body.readPatch(ctx);
    var type = BodyType.of(Profile.class, users::check).withElsewhere(ELSEWHERE);
    var serverId = Callers.of(ctx).serverId();
    Json.answer(
        ctx, users.change(serverId, ctx.pathParam("user"), old -> body.patched(old, patch, type)));
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
    var query = Query.of(ctx, "email");
    var email = query.email("email");
    query.done();
    if (email.isEmpty())
      throw Failure.of(
          ErrorCode.EMAIL_REQUIRED, "Give the address of the user to delete: /users?email=…");
    var serverId = Callers.of(ctx).serverId();
    users.delete(serverId, users.getByEmail(serverId, email.get()).id());
    ctx.status(HttpStatus.NO_CONTENT);
  }
}
