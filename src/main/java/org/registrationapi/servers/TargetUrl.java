package org.registrationapi.servers;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.registrationapi.input.Loopback;

/** A URL of a web application to which browsers are sent: a page, or a link that opens its app. */
public final class TargetUrl {
  static final int MAX_LENGTH = 2_000;

  /** A scheme, a path or an authority, and only characters that a URI may have (RFC 3986). */
  private static final Pattern APP_LINK =
      Pattern.compile(
          "[a-z][a-z0-9+.-]+:/(?:[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*+");

  /**
   * Schemes that no app has for itself: browsers run or show them, or other programs of the system
   * take them.
   */
  private static final Set<String> NOT_OF_AN_APP =
      Set.of(
          "about",
          "afp",
          "android-app",
          "blob",
          "chrome",
          "chrome-extension",
          "content",
          "data",
          "devtools",
          "edge",
          "file",
          "filesystem",
          "ftp",
          "intent",
          "jar",
          "javascript",
          "ldap",
          "mailto",
          "moz-extension",
          "resource",
          "search-ms",
          "shell",
          "sms",
          "smb",
          "ssh",
          "tel",
          "telnet",
          "vbscript",
          "view-source",
          "ws",
          "wss");

  private TargetUrl() {}

  /**
   * Checks a URL: https, http on this machine for development, or an app's own link such as {@code
   * myapp://done}.
   *
   * @return the same text
   * @throws IllegalArgumentException with a phrase that says what is wrong, to read after the
   *     field's name
   */
  static String parse(String text) {
    var scheme = text.substring(0, Math.max(0, text.indexOf(':')));
    if (NOT_OF_AN_APP.contains(scheme) || scheme.startsWith("ms-"))
      throw new IllegalArgumentException("has a scheme that does not belong to an app");
    if (text.length() <= MAX_LENGTH && (isPage(text) || isAppLink(scheme, text))) return text;
    throw new IllegalArgumentException(
        "must be an https URL, http on localhost, or an app's own link such as myapp://done, of at most 2000 characters");
  }

  private static boolean isPage(String text) {
    try {
      var url = new URI(text);
      return url.getHost() != null
          && url.getUserInfo() == null
          && url.toASCIIString().equals(text) // it is sent in a header
          && Loopback.isSecureOrLocal(url);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isAppLink(String scheme, String text) {
    return !isWeb(scheme) && APP_LINK.matcher(text).matches();
  }

  private static boolean isWeb(String scheme) {
    return scheme.equals("https") || scheme.equals("http");
  }

  /** The scheme of a checked URL. */
  public static String scheme(String url) {
    return url.substring(0, url.indexOf(':'));
  }

  /**
   * Where pages of links lead: to the server's home_url, else to the origin of its redirect_url. An
   * app's link has no origin and is taken as it is. Empty if the server has neither.
   */
  public static Optional<String> home(Server server) {
    if (server.homeUrl() != null) return Optional.of(server.homeUrl());
    return Optional.ofNullable(server.redirectUrl()).map(TargetUrl::origin);
  }

  private static String origin(String url) {
    if (!isWeb(scheme(url))) return url;
    return scheme(url) + "://" + URI.create(url).getRawAuthority() + "/";
  }
}
