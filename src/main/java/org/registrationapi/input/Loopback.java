package org.registrationapi.input;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Host names and addresses of this machine only. */
public final class Loopback {
  private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
  private static final Pattern AUTHORITY =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?");

  private Loopback() {}

  /** Whether a host, as in settings and URLs, is this machine. */
  public static boolean isHost(String host) {
    return HOSTS.contains(host.toLowerCase(Locale.ROOT));
  }

  /** Whether the header Host, with its port, names this machine. */
  public static boolean isAuthority(String host) {
    return AUTHORITY.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * Whether requests to a URL cannot be read or changed on the way: https, or http to this machine.
   */
  public static boolean isSecureOrLocal(URI url) {
    return "https".equals(url.getScheme())
        || ("http".equals(url.getScheme()) && isHost(url.getHost()));
  }
}
