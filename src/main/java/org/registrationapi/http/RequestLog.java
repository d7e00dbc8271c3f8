package org.registrationapi.http;

import io.javalin.http.Context;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.registrationapi.request.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Logs one line for each request, also for requests that match no route. The line has the route's
 * template, never the path, which may contain a token or an address.
 */
final class RequestLog implements org.eclipse.jetty.server.RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
  private static final String ROUTE = "route";

  /** Written for a value that is missing or must not be logged. */
  private static final String NONE = "-";

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  /** Stores the matched route of a request. */
  static void rememberRoute(Context ctx) {
    var endpoint = ctx.endpoints().matchedHttpEndpoint();
    if (endpoint != null) ctx.attribute(ROUTE, endpoint.path);
  }

  @Override
  public void log(Request request, Response response) {
    var nanos = System.nanoTime() - request.getHeadersNanoTime();
    var id = response.getHeaders().get(RequestId.HEADER);
    if (Correlation.isOf(id)) { // this thread still serves the request
      write(request, response, nanos);
      return;
    }
    var outer = MDC.getCopyOfContextMap();
    Correlation.begin(request, id);
    try {
      write(request, response, nanos);
    } finally {
      if (outer == null) MDC.clear();
      else MDC.setContextMap(outer);
    }
  }

  private static void write(Request request, Response response, long nanos) {
    LOG.atInfo()
        .addKeyValue("server", orNone(request.getAttribute(Callers.NAME)))
        .addKeyValue("method", METHODS.contains(request.getMethod()) ? request.getMethod() : NONE)
        .addKeyValue("route", orNone(request.getAttribute(ROUTE)))
        .addKeyValue("status", response.getStatus())
        .addKeyValue("milliseconds", BigDecimal.valueOf(nanos, 6).setScale(1, RoundingMode.HALF_UP))
        .log("request");
  }

  private static Object orNone(Object value) {
    return value == null ? NONE : value;
  }
}
