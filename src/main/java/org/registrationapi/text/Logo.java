package org.registrationapi.text;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The logo of a server, an image on the web. */
public record Logo(URI url) {
  private static final int MAX_LENGTH = 2_000;

  /**
   * Parses an https URL of at most 2000 characters.
   *
   * @throws IllegalArgumentException with a phrase that says what is wrong, to read after the
   *     field's name
   */
  public static Logo parse(String text) {
    try {
      var url = new URI(text);
      if (text.length() <= MAX_LENGTH
          && "https".equals(url.getScheme())
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.toASCIIString().equals(text)) return new Logo(url);
    } catch (URISyntaxException e) {
      // reported below, in our words
    }
    throw new IllegalArgumentException("must be an https URL of at most 2000 characters");
  }

  /** The logo of a server; empty if it has none, or an invalid one. */
  public static Optional<Logo> of(String url) {
    if (url == null) return Optional.empty();
    try {
      return Optional.of(parse(url));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // an invalid logo must not prevent a mail
    }
  }

  /** Scheme, host and port: the only origin that a page may load the image from. */
  public String origin() {
    return "https://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }
}
