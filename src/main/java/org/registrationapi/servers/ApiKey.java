package org.registrationapi.servers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.registrationapi.secrets.RandomText;

/**
 * What a server proves itself with, in the form {@code reg_<id>_<secret>}.
 *
 * @param id 8 letters, digits or hyphens; not secret
 * @param secret 43 letters, digits or hyphens; 256 bits when made here
 */
public record ApiKey(String id, String secret) {
  /** The form of every key. */
  public static final Pattern FORM = Pattern.compile("reg_([A-Za-z0-9-]{8})_([A-Za-z0-9-]{43})");

  /** A new key from the secure generator. */
  public static ApiKey make() {
    return new ApiKey(RandomText.alphanumeric(8), RandomText.alphanumeric(43));
  }

  /** The key in a text; empty if it does not have the form. */
  public static Optional<ApiKey> parse(String text) {
    var match = FORM.matcher(text);
    return match.matches()
        ? Optional.of(new ApiKey(match.group(1), match.group(2)))
        : Optional.empty();
  }

  /** The whole key, as the server sends it. */
  public String text() {
    return "reg_" + id + "_" + secret;
  }

  /**
   * What the database has of the secret: its SHA-256, in hexadecimal. A slow hash is for what
   * people choose, not for 256 random bits.
   */
  String secretHash() {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether a hash is that of this key's secret, compared in constant time. */
  boolean matches(String hash) {
    return MessageDigest.isEqual(
        secretHash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "reg_" + id + "_***";
  }
}
