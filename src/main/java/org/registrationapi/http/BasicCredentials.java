package org.registrationapi.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.registrationapi.secrets.Secret;

/**
 * A name and a password as a program sends them with every request; RFC 7617.
 *
 * @param user without a colon
 */
public record BasicCredentials(String user, Secret password) {
  private static final String SCHEME = "Basic ";

  /** Whether the header {@code Authorization} has these; in the same time for all that do not. */
  boolean areIn(String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) return false;
    try {
      var sent = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      return MessageDigest.isEqual(
          (user + ":" + password.value()).getBytes(StandardCharsets.UTF_8), sent);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
