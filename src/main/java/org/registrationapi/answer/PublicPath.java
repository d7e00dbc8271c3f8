package org.registrationapi.answer;

import io.javalin.http.Context;
import java.net.URI;

/**
 * The paths that clients see. A proxy may serve this service below a path of its own, the path of
 * PUBLIC_URL, which it strips.
 */
public final class PublicPath {
  private static final String ATTRIBUTE = "public_url";

  private PublicPath() {}

  /** Remembers the path of PUBLIC_URL for a request. */
  public static void remember(Context ctx, URI publicUrl) {
    ctx.attribute(ATTRIBUTE, publicUrl);
  }

  /** PUBLIC_URL, without a slash at its end. */
  public static URI url(Context ctx) {
    return ctx.attribute(ATTRIBUTE);
  }

  /**
   * The path of a route, for headers of the answer.
   *
   * @param path of the route, with a slash at its beginning
   */
  public static String of(Context ctx, String path) {
    var url = url(ctx);
    return url == null ? path : url.getRawPath() + path;
  }
}
