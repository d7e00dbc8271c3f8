package org.registrationapi.hashing;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes and checks Argon2 hashes as PHC strings, with any implementation of {@link Argon2}. */
final class Argon2Hashes {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

  /** Hashes without a version predate the field: they have version 16. */
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2(id|i|d)\\$(?:v=(16|19)\\$)?m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,86})");

  private final Argon2 argon2;

  Argon2Hashes(Argon2 argon2) {
    this.argon2 = argon2;
  }

  /** The hash of a password with our settings and a new random salt. */
  String make(byte[] password) {
    var salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    var hash = argon2.hash(Argon2Settings.OURS, password, salt, HASH_BYTES);
    return Argon2Settings.OURS.prefix()
        + BASE64.encodeToString(salt)
        + "$"
        + BASE64.encodeToString(hash);
  }

  /** Whether a password matches a hash; false if it is not an Argon2 hash or costs too much. */
  boolean matches(byte[] password, String hash) {
    var phc = PHC.matcher(hash);
    if (!phc.matches()) return false;
    var settings = settings(phc);
    if (!settings.areAffordable()) return false;
    try {
      var salt = Base64.getDecoder().decode(phc.group(6));
      var expected = Base64.getDecoder().decode(phc.group(7));
      return MessageDigest.isEqual(
          expected, argon2.hash(settings, password, salt, expected.length));
    } catch (IllegalArgumentException e) {
      return false; // not a valid length of base64
    }
  }

  private static Argon2Settings settings(MatchResult phc) {
    return new Argon2Settings(
        phc.group(1),
        phc.group(2) == null ? 16 : Integer.parseInt(phc.group(2)),
        Integer.parseInt(phc.group(3)),
        Integer.parseInt(phc.group(4)),
        Integer.parseInt(phc.group(5)));
  }
}
