package org.registrationapi.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.registrationapi.secrets.Secret;

/**
 * User and password of HTTP Basic authentication; RFC 7617.
 *
 * @param user without a colon
 */
public record BasicCredentials(String user, Secret password) {
  private static final String SCHEME = "Basic ";

  /** Whether the header {@code Authorization} has these credentials; compared in constant time. */
  public boolean areIn(String header) {
    var own = (user + ":" + password.value()).getBytes(StandardCharsets.UTF_8);
    return decoded(header).filter(sent -> MessageDigest.isEqual(own, sent)).isPresent();
  }

  /** The password in a header {@code Authorization}, for any user; empty if it has none. */
  public static Optional<String> passwordIn(String header) {
    return decoded(header)
        .map(sent -> new String(sent, StandardCharsets.UTF_8))
        .filter(sent -> sent.contains(":"))
        .map(sent -> sent.substring(sent.indexOf(':') + 1));
  }

  private static Optional<byte[]> decoded(String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
      return Optional.empty();
    try {
      return Optional.of(Base64.getDecoder().decode(header.substring(SCHEME.length()).strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
