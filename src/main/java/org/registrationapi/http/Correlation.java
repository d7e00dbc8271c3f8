package org.registrationapi.http;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.registrationapi.request.RequestId;
import org.registrationapi.request.TraceParent;
import org.slf4j.MDC;

/**
 * Assigns a request its id, and adds that and the trace id to every line logged while it is served.
 */
final class Correlation extends Handler.Wrapper {
  private static final String REQUEST = "request_id";
  private static final String TRACE = "trace_id";

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    begin(request, RequestId.assign(request));
    try {
      return super.handle(request, response, callback);
    } finally {
      end();
    }
  }

  /** From now on this thread's log lines belong to the request. */
  static void begin(Request request, String id) {
    MDC.put(REQUEST, id);
    TraceParent.traceId(request.getHeaders().getValuesList(TraceParent.HEADER))
        .ifPresent(trace -> MDC.put(TRACE, trace));
  }

  /** Whether this thread's log lines belong to the request with that id. */
  static boolean isOf(String id) {
    return id != null && id.equals(MDC.get(REQUEST));
  }

  private static void end() {
    MDC.remove(REQUEST);
    MDC.remove(TRACE);
  }
}
