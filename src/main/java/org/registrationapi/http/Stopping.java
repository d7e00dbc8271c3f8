package org.registrationapi.http;

import io.javalin.http.Header;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/**
 * Whether the process is about to stop. From then on it is not ready, and every answer closes its
 * connection (RFC 9112, section 9.6), so that no client reuses a connection that is about to end.
 * Requests are served as usual until the server is closed.
 */
public final class Stopping {
  private volatile boolean hasBegun;

  /** Load balancers see it in the readiness, clients with open connections in each answer. */
  public void begin() {
    hasBegun = true;
  }

  public boolean hasBegun() {
    return hasBegun;
  }

  /** Jetty calls this for every request. */
  Request closeConnection(Request request, HttpFields.Mutable answer) {
    if (hasBegun) answer.put(Header.CONNECTION, "close");
    return request;
  }
}
