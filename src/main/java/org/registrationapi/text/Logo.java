package org.registrationapi.text;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** A picture that stands for a server, somewhere on the web. */
public record Logo(URI url) {
  private static final int MAX_LENGTH = 2_000;

  /**
   * Reads an https URL of at most 2000 characters.
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
      // told below, in our words
    }
    throw new IllegalArgumentException("must be an https URL of at most 2000 characters");
  }

  /** A server's own; empty if it has none, or one that cannot be read. */
  public static Optional<Logo> of(String url) {
    if (url == null) return Optional.empty();
    try {
      return Optional.of(parse(url));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a picture is not worth a mail
    }
  }

  /** Scheme, host and port: the one place that a page may load the picture from. */
  public String origin() {
    return "https://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }
}
