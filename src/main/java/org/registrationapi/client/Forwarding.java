package org.registrationapi.client;

import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Recognises requests that a proxy passes on. */
final class Forwarding {
  /** Headers by which proxies and content networks tell where a request came from. */
  private static final Set<String> NAMES =
      Set.of(
          "forwarded",
          "via",
          "client-ip",
          "x-client-ip",
          "x-cluster-client-ip",
          "x-real-ip",
          "x-remote-addr",
          "x-remote-ip",
          "x-proxyuser-ip",
          "x-appengine-user-ip",
          "x-cloud-trace-context",
          "true-client-ip",
          "fastly-client-ip",
          "front-end-https",
          "x-url-scheme",
          "x-scheme",
          "x-host",
          "cdn-loop");

  private static final List<String> PREFIXES =
      List.of("x-forwarded", "x-original-", "x-envoy-", "x-amz", "x-azure-", "x-arr-", "cf-");

  private Forwarding() {}

  /**
   * Whether a proxy passed the request on, as far as it can be known: a proxy may add nothing.
   * Browsers and curl speak HTTP/1.1; older versions of nginx speak HTTP/1.0 to what is behind
   * them.
   */
  static boolean isForwarded(Context ctx) {
    return "HTTP/1.0".equals(ctx.req().getProtocol())
        || Collections.list(ctx.req().getHeaderNames()).stream().anyMatch(Forwarding::isOfProxy);
  }

  private static boolean isOfProxy(String header) {
    var name = header.toLowerCase(Locale.ROOT);
    return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
  }
}
