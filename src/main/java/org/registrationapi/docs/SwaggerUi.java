package org.registrationapi.docs;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import io.javalin.http.staticfiles.StaticFileConfig;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.registrationapi.answer.Json;
import org.registrationapi.answer.PublicPath;
import org.registrationapi.answer.RelativeUrl;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.http.Access;
import org.registrationapi.http.Routes.Route;
import org.registrationapi.secrets.Secret;
import org.registrationapi.text.Resources;

/** The documentation page: Swagger UI, served from a jar only, and the OpenAPI document. */
public final class SwaggerUi {
  /** The webjar's version, as in the pom. */
  static final String VERSION = "5.34.1";

  private static final String PATH = "/docs";
  private static final String FILES = "/META-INF/resources/webjars/swagger-ui/" + VERSION;

  /** The path of the key, which the page fills in. */
  public static final String KEY_PATH = PATH + "/key";

  /** A page of another origin cannot send this header without a preflight, which is refused. */
  private static final String KEY_HEADER = "X-Requested-With";

  private static final String KEY_READER = "docs";

  /** The route of the document. */
  public static final Route DOCUMENT_ROUTE =
      new Route(HandlerType.GET, "/openapi.json", Access.PUBLIC);

  /** Swagger UI sets styles by script and has icons in data URLs. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
          + "base-uri 'none'; frame-ancestors 'none'";

  private static final String PAGE =
      Resources.text("/docs/index.html").replace("{css}", Resources.text("/docs/page.css"));

  private final List<Route> routes;
  private final boolean hasAdminKey;
  private final Optional<Secret> developmentKey;

  private String document; // null until the first request

  /**
   * @param routes the routes to document
   * @param hasAdminKey whether anybody can use the routes of the admin
   * @param developmentKey an API key to fill in for a reader on this machine; empty: none is filled
   *     in
   */
  public SwaggerUi(List<Route> routes, boolean hasAdminKey, Optional<Secret> developmentKey) {
    this.routes = List.copyOf(routes);
    this.hasAdminKey = hasAdminKey;
    this.developmentKey = developmentKey;
  }

  /** Serves the files of Swagger UI, which are in its jar. */
  public static void files(StaticFileConfig files) {
    files.hostedPath = PATH;
    files.location = Location.CLASSPATH;
    files.directory = FILES;
    files.headers = Map.of(Header.CACHE_CONTROL, "no-store"); // as all answers
    files.mimeTypes.add("text/css; charset=utf-8", "css");
    files.mimeTypes.add("text/javascript; charset=utf-8", "js");
    files.roles = Set.of(Access.PUBLIC);
  }

  /** {@code GET /}: below a path of a proxy, the slash may be missing, so it is not relative. */
  public void redirect(Context ctx) {
    ctx.redirect(PublicPath.of(ctx, PATH + "/"), HttpStatus.FOUND);
  }

  /** {@code GET /docs/}; without the slash the page's relative links would not work. */
  public void page(Context ctx) {
    if (!ctx.path().endsWith("/")) {
      ctx.redirect(RelativeUrl.of(ctx, PATH + "/"), HttpStatus.FOUND);
      return;
    }
    ctx.html(PAGE).contentType("text/html; charset=utf-8");
    ctx.header(Header.CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
  }

  /** {@code GET /docs/swagger-initializer.js}: a page of any origin can run it. */
  public void initializer(Context ctx) {
    var script = Resources.text("/docs/swagger-initializer.js");
    ctx.result(
            script.formatted(
                KEY_HEADER,
                KEY_READER,
                OpenApiSecurity.KEY,
                Json.text(PublicPath.url(ctx) + "/"),
                hasKey()))
        .contentType("text/javascript; charset=utf-8");
  }

  /** Whether there is a key to fill in. */
  public boolean hasKey() {
    return developmentKey.isPresent();
  }

  /** {@code GET /docs/key}, for the page itself only. */
  public void key(Context ctx) {
    if (!KEY_READER.equals(ctx.header(KEY_HEADER)))
      throw Failure.of(
          ErrorCode.MALFORMED_REQUEST, "Send the header " + KEY_HEADER + ": " + KEY_READER + ".");
    Json.answer(ctx, Json.text(Map.of("key", developmentKey.orElseThrow().value())));
  }

  @OpenApi(
      path = "/openapi.json",
      methods = HttpMethod.GET,
      operationId = "getOpenApi",
      tags = "service",
      summary = "This document",
      responses =
          @OpenApiResponse(
              status = "200",
              content = @OpenApiContent(mimeType = "application/json", type = "object")))
  public void openApi(Context ctx) {
    Json.answer(ctx, document(PublicPath.url(ctx).toString()));
  }

  /** The URL is a setting, so it is the same for all requests. */
  private synchronized String document(String url) {
    if (document == null) document = OpenApiDocument.of(routes, url, hasAdminKey);
    return document;
  }
}
