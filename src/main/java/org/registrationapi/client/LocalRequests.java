package org.registrationapi.client;

import io.javalin.http.Context;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.input.Loopback;

/**
 * Which requests are made on this machine. In development they need no key for some routes. Outside
 * it no request is local and the host name decides nothing, because a proxy on this machine can
 * pass on requests of anybody without a trace.
 */
public final class LocalRequests {
  private static final String HOSTS =
      "In development only the hosts localhost, 127.0.0.1 and [::1] are answered.";

  private final boolean isDevelopment;

  public LocalRequests(boolean isDevelopment) {
    this.isDevelopment = isDevelopment;
  }

  /**
   * Whether the request was made on this machine. The host name is checked because a page of
   * another origin could resolve its own name to 127.0.0.1 (DNS rebinding).
   */
  public boolean isLocal(Context ctx) {
    return isDevelopment
        && ClientAddress.isLoopback(ctx)
        && isAnswered(ctx.host())
        && !Forwarding.isForwarded(ctx);
  }

  /**
   * Refuses hosts that do not name this machine.
   *
   * @throws Failure 421
   */
  public void checkHost(Context ctx) {
    if (!isAnswered(ctx.host())) throw Failure.of(ErrorCode.MISDIRECTED_REQUEST, HOSTS);
  }

  /** Whether requests to a host are answered; null if none is named. */
  boolean isAnswered(String host) {
    return !isDevelopment || (host != null && Loopback.isAuthority(host));
  }
}
