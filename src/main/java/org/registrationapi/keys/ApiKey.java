package org.registrationapi.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.registrationapi.secrets.RandomText;

/**
 * The credential of a server, in the form {@code reg_<id>_<secret>}.
 *
 * @param id 8 letters, digits or hyphens; not secret
 * @param secret 43 letters, digits or hyphens; 256 random bits if generated here
 */
public record ApiKey(String id, String secret) {
  private static final String START = "reg_";
  private static final int ID_LENGTH = 8;
  private static final int SECRET_LENGTH = 43;
  private static final int ID_END = START.length() + ID_LENGTH;
  private static final int LENGTH = ID_END + 1 + SECRET_LENGTH;

  /** A new key from the secure generator. */
  public static ApiKey make() {
    return new ApiKey(RandomText.alphanumeric(ID_LENGTH), RandomText.alphanumeric(SECRET_LENGTH));
  }

  /** Parses a key; empty if the text does not have the form. */
  public static Optional<ApiKey> parse(String text) {
    if (text.length() != LENGTH || !text.startsWith(START) || text.charAt(ID_END) != '_')
      return Optional.empty();
    var key = new ApiKey(text.substring(START.length(), ID_END), text.substring(ID_END + 1));
    return hasForm(key.id) && hasForm(key.secret) ? Optional.of(key) : Optional.empty();
  }

  /** Checked by hand instead of by a pattern, because this runs on every request. */
  private static boolean hasForm(String text) {
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      var isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!isLetter && !(c >= '0' && c <= '9') && c != '-') return false;
    }
    return true;
  }

  /** The whole key, as the server sends it. */
  public String text() {
    return "reg_" + id + "_" + secret;
  }

  /**
   * The hash that the database stores: SHA-256, in hexadecimal. 256 random bits need no slow hash,
   * unlike a password that a person chose.
   */
  public String secretHash() {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether a hash is that of this key's secret, compared in constant time. */
  public boolean matches(String hash) {
    return MessageDigest.isEqual(
        secretHash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "reg_" + id + "_***";
  }
}
