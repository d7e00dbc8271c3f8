package org.registrationapi.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.keys.Caller;
import org.registrationapi.keys.Origin;

/**
 * Lets web pages use the routes for publishable keys, each key from its own origins. Origins are
 * listed one by one, without a wildcard, and browsers send no credentials of their own (Fetch
 * Standard, section 3.2).
 */
public final class Cors {
  private static final String REQUEST_METHOD = "Access-Control-Request-Method";

  /** The last four are added by scripts that trace a page's requests. */
  private static final String ALLOWED_HEADERS =
      "Authorization, Content-Type, Idempotency-Key, X-Request-Id, "
          + "traceparent, tracestate, baggage, sentry-trace";

  private static final String SHOWN_HEADERS = "Retry-After, X-Request-Id";
  private static final String SECONDS_REMEMBERED = "3600";

  private final Predicate<String> isAllowedOrigin;

  /**
   * @param isAllowedOrigin whether any publishable key may be used from an origin
   */
  public Cors(Predicate<String> isAllowedOrigin) {
    this.isAllowedOrigin = isAllowedOrigin;
  }

  /** Answers the browser's preflight request, which does not contain the key. */
  void preflight(Context ctx, Set<String> methods) {
    ctx.header(Header.VARY, Header.ORIGIN);
    var origin = ctx.header(Header.ORIGIN);
    if (origin == null || ctx.header(REQUEST_METHOD) == null) return;
    if (!isAllowedOrigin.test(origin)) return;
    ctx.header(Header.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    ctx.header(Header.ACCESS_CONTROL_ALLOW_METHODS, String.join(", ", methods));
    ctx.header(Header.ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED_HEADERS);
    ctx.header(Header.ACCESS_CONTROL_MAX_AGE, SECONDS_REMEMBERED);
  }

  /**
   * Lets the page that sent an unknown key read that it is unknown. Its origin cannot be compared
   * with the key's. The answer is the same for every page, and browsers send no credentials.
   */
  static void showUnknownKey(Context ctx) {
    ctx.header(Header.VARY, Header.ORIGIN);
    var origin = ctx.header(Header.ORIGIN);
    if (Origin.isValid(origin)) ctx.header(Header.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
  }

  /**
   * Lets the page that sent a publishable key read the answer.
   *
   * @throws Failure 403 if the page's origin is not one of the key's, or is missing
   */
  static void checkOrigin(Context ctx, Caller caller) {
    ctx.header(Header.VARY, Header.ORIGIN);
    if (!caller.isPublic()) return;
    var origin = Optional.ofNullable(ctx.header(Header.ORIGIN));
    if (origin.filter(caller.allowedOrigins()::contains).isEmpty())
      throw Failure.of(
          ErrorCode.ORIGIN_NOT_ALLOWED,
          "This publishable key may only be used by pages of its origins.");
    ctx.header(Header.ACCESS_CONTROL_ALLOW_ORIGIN, origin.get());
    ctx.header(Header.ACCESS_CONTROL_EXPOSE_HEADERS, SHOWN_HEADERS);
  }
}
