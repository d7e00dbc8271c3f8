package org.registrationapi.answer;

import io.javalin.http.Context;

/**
 * URLs in our pages. They are relative, because a proxy may serve this service below a path of its
 * own, which it strips. Only the browser knows that path.
 */
public final class RelativeUrl {
  private RelativeUrl() {}

  /**
   * The URL of a route, for the page that answers this request.
   *
   * @param path of the route, with a slash at its beginning
   */
  public static String of(Context ctx, String path) {
    return of(ctx.req().getRequestURI(), path);
  }

  /** A path with a slash at its end is one level deeper. */
  static String of(String from, String path) {
    var levels = from.chars().filter(c -> c == '/').count() - 1;
    return (levels == 0 ? "./" : "../".repeat((int) levels)) + path.substring(1);
  }
}
