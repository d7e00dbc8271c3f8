package org.registrationapi.http;

import io.javalin.http.Context;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One line a request. It has the route's template, never the path: that may hold a token or an
 * address.
 */
final class RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

  private RequestLog() {}

  static void write(Context ctx, float milliseconds) {
    var endpoint = ctx.endpoints().lastHttpEndpoint();
    var route = endpoint == null ? "-" : endpoint.path;
    LOG.atLevel(route.startsWith("/health/") ? Level.DEBUG : Level.INFO)
        .log(
            "{} {} {} {} {} {} ms",
            RequestId.in(ctx),
            Caller.nameIn(ctx),
            ctx.method().name(),
            route,
            ctx.statusCode(),
            String.format(Locale.ROOT, "%.1f", milliseconds));
  }
}
