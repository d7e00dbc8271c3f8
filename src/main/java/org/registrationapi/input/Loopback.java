package org.registrationapi.input;

import java.net.URI;
import java.util.Set;

/** Host names and addresses of this machine only. */
public final class Loopback {
  private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private Loopback() {}

  /** Whether a host, in lower case as in settings and URLs, is this machine. */
  public static boolean isHost(String host) {
    return HOSTS.contains(host);
  }

  /**
   * Whether requests to a URL cannot be read or changed on the way: https, or http to this machine.
   */
  public static boolean isSecureOrLocal(URI url) {
    return "https".equals(url.getScheme())
        || ("http".equals(url.getScheme()) && isHost(url.getHost()));
  }
}
