package org.registrationapi.mailevents;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiResponse;
import java.util.Optional;
import org.registrationapi.answer.Json;
import org.registrationapi.answer.NextPage;
import org.registrationapi.request.Query;

/** The addresses that bounced for good, for the operator. */
public final class BouncesApi {
  private final BounceService bounces;

  public BouncesApi(BounceService bounces) {
    this.bounces = bounces;
  }

  @OpenApi(
      path = "/bounces",
      methods = HttpMethod.GET,
      operationId = "listBounces",
      tags = "mails",
      summary = "Addresses that no mail reaches",
      queryParams = {
        @OpenApiParam(name = "email", example = "ada@example.com"),
        @OpenApiParam(name = "limit", type = Integer.class),
        @OpenApiParam(name = "cursor")
      },
      responses = {
        @OpenApiResponse(
            status = "200",
            headers = @OpenApiParam(name = "Link"),
            content = @OpenApiContent(from = BouncePage.class))
      })
  public void list(Context ctx) {
    var query = Query.of(ctx, "email", "limit", "cursor");
    var limit = NextPage.limit(query);
    var email = query.email("email");
    var position = query.cursor(text -> position(query, text));
    query.done();
    var page = email.isPresent() ? bounces.find(email.get()) : bounces.list(position, limit);
    NextPage.announce(ctx, "/bounces", page.nextCursor());
    Json.answer(ctx, page);
  }

  /** With {@code email} there is one page. */
  private static Optional<String> position(Query query, String text) {
    return query.has("email") ? Optional.empty() : Optional.of(text);
  }

  @OpenApi(
      path = "/bounces/{email}",
      pathParams = @OpenApiParam(name = "email", required = true),
      methods = HttpMethod.DELETE,
      operationId = "liftBounce",
      tags = "mails",
      summary = "Send mails to an address again",
      responses = {@OpenApiResponse(status = "204")})
  public void lift(Context ctx) {
    bounces.lift(ctx.pathParam("email"));
    ctx.status(HttpStatus.NO_CONTENT);
  }
}
