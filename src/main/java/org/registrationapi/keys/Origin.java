package org.registrationapi.keys;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.registrationapi.input.Loopback;

/** The origin of a web page or of an app's own pages, in the header Origin. */
public final class Origin {
  /** The pages of apps that are made with Capacitor (iOS) and Tauri (macOS, Linux, iOS). */
  private static final Set<String> APPS = Set.of("capacitor", "tauri");

  /** Browsers resolve these names to this machine; Tauri's pages on Windows and Android use one. */
  private static final String BELOW_LOCALHOST = ".localhost";

  private static final int MAX_LENGTH = 255;

  private Origin() {}

  /**
   * Whether a text is an origin that a publishable key may have, as RFC 6454, section 6.2, writes
   * it, because origins are compared as text.
   */
  public static boolean isValid(String text) {
    if (text == null || text.length() > MAX_LENGTH) return false;
    try {
      var url = new URI(text);
      var host = url.getHost();
      if (host == null || !isSecure(url) || isUsualPort(url)) return false;
      var port = url.getPort() < 0 ? "" : ":" + url.getPort();
      return text.equals(url.getScheme() + "://" + host.toLowerCase(Locale.ROOT) + port);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isSecure(URI url) {
    return Loopback.isSecureOrLocal(url)
        || APPS.contains(url.getScheme())
        || ("http".equals(url.getScheme()) && url.getHost().endsWith(BELOW_LOCALHOST));
  }

  private static boolean isUsualPort(URI url) {
    return switch (url.getScheme()) {
      case "https" -> url.getPort() == 443;
      case "http" -> url.getPort() == 80;
      default -> false;
    };
  }
}
