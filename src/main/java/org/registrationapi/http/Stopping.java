package org.registrationapi.http;

import io.javalin.http.Header;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/**
 * Whether the process is about to stop. From then on it is not ready any more, and every answer
 * asks its connection to be closed (RFC 9112, section 9.6), so that nobody is left waiting on one;
 * requests are served as ever until the server is closed.
 */
public final class Stopping {
  private volatile boolean hasBegun;

  /** Load balancers are told by the readiness, clients that keep connections by each answer. */
  public void begin() {
    hasBegun = true;
  }

  public boolean hasBegun() {
    return hasBegun;
  }

  /** For Jetty, which asks this of every request. */
  Request closeConnection(Request request, HttpFields.Mutable answer) {
    if (hasBegun) answer.put(Header.CONNECTION, "close");
    return request;
  }
}
