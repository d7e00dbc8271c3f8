package org.registrationapi.mail;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiParam;
import io.javalin.openapi.OpenApiResponse;
import java.util.Set;
import org.registrationapi.http.Json;
import org.registrationapi.http.NextPage;
import org.registrationapi.http.Query;

/** The addresses that no mail reaches, for the operator. */
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
      description =
          "Those of hard bounces, of all servers together, by address. A registration of such an address is "
              + "accepted, but its mail is `bounced` at once and not sent.",
      queryParams = {
        @OpenApiParam(
            name = "email",
            description = "Only this address; write + as %2B",
            example = "ada@example.com"),
        @OpenApiParam(
            name = "limit",
            type = Integer.class,
            description = "1 to 100, without it 50"),
        @OpenApiParam(name = "cursor", description = "next_cursor of the page before")
      },
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "A page of them",
            headers =
                @OpenApiParam(
                    name = "Link",
                    description = "`rel=\"next\"`: the next page, if there is one"),
            content = @OpenApiContent(from = BouncePage.class)),
        @OpenApiResponse(status = "422", description = "`invalid_fields`")
      })
  public void list(Context ctx) {
    Query.only(ctx, Set.of("email", "limit", "cursor"));
    var limit = NextPage.limit(ctx);
    var email = Query.text(ctx, "email");
    var page =
        email.isPresent()
            ? bounces.find(email.get())
            : bounces.list(Query.text(ctx, "cursor"), limit);
    NextPage.announce(ctx, "/bounces", page.nextCursor());
    Json.answer(ctx, page);
  }

  @OpenApi(
      path = "/bounces/{email}",
      methods = HttpMethod.DELETE,
      operationId = "liftBounce",
      tags = "mails",
      summary = "Send mails to an address again",
      description = "Mails that bounced already stay as they are: retry them, or send again.",
      pathParams = @OpenApiParam(name = "email", required = true, example = "ada@example.com"),
      responses = {
        @OpenApiResponse(status = "204", description = "Mails to it are sent from now on"),
        @OpenApiResponse(status = "404", description = "`bounce_not_found`")
      })
  public void lift(Context ctx) {
    bounces.lift(ctx.pathParam("email"));
    ctx.status(HttpStatus.NO_CONTENT);
  }
}
