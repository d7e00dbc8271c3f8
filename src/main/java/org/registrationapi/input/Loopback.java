package org.registrationapi.input;

import java.net.URI;
import java.util.Set;

/** This very machine, by the names that nobody else answers to. */
public final class Loopback {
  private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private Loopback() {}

  /** Whether a host, as settings and URLs have it, in lower case, is this machine. */
  public static boolean isHost(String host) {
    return HOSTS.contains(host);
  }

  /** Whether nobody on the way can read or change what is sent there: https, or http to here. */
  public static boolean isSecureOrLocal(URI url) {
    return "https".equals(url.getScheme())
        || ("http".equals(url.getScheme()) && isHost(url.getHost()));
  }
}
