package org.registrationapi.hashing;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Checks hashes that other systems made: bcrypt, and scrypt and PBKDF2 as PHC strings. A hash that
 * would cost more than a second or 128 MiB is not checked: it matches no password.
 *
 * <p>Bouncy Castle's jar is signed, and checking its signatures takes a sixth of a second. So only
 * the check itself refers to this class, which loads it with the first such hash. The training run
 * of the image checks no such hash, because classes in its cache are loaded before {@code main}.
 */
final class ImportedHashes {
  private static final Pattern BCRYPT =
      Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$[./A-Za-z0-9]{53}");
  private static final Pattern SCRYPT =
      Pattern.compile(
          "\\$scrypt\\$ln=([0-9]{1,2}),r=([0-9]{1,2}),p=([0-9]{1,2})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

  /** Passlib writes the parameter in the second form, and dots instead of pluses. */
  private static final Pattern PBKDF2 =
      Pattern.compile(
          "\\$pbkdf2-sha(256|512)\\$(?:i=)?([0-9]{1,7})(?:,l=[0-9]{1,3})?"
              + "\\$([A-Za-z0-9+/.]{11,86})\\$([A-Za-z0-9+/.]{22,86})");

  private static final int MIN_BCRYPT_COST = 4;
  private static final int MAX_BCRYPT_COST = 14;
  private static final long MAX_SCRYPT_BYTES = 128L << 20; // OWASP's N=2^17, r=8
  private static final int MAX_SCRYPT_PARALLELISM = 4;
  private static final int MAX_PBKDF2_ITERATIONS = 2_000_000;

  /** The lock held while a hash uses much of the heap, so that only one does so at a time. */
  static final Object HEAP = new Object();

  private ImportedHashes() {}

  /** Whether a password matches a hash; false for unsupported hashes. */
  static boolean matches(byte[] password, String hash) {
    var bcrypt = BCRYPT.matcher(hash);
    if (bcrypt.matches()) return bcrypt(password, bcrypt.toMatchResult());
    var scrypt = SCRYPT.matcher(hash);
    if (scrypt.matches()) return scrypt(password, scrypt.toMatchResult());
    var pbkdf2 = PBKDF2.matcher(hash);
    return pbkdf2.matches() && pbkdf2(password, pbkdf2.toMatchResult());
  }

  private static boolean bcrypt(byte[] password, MatchResult hash) {
    var cost = Integer.parseInt(hash.group(1));
    return cost >= MIN_BCRYPT_COST
        && cost <= MAX_BCRYPT_COST
        && OpenBSDBCrypt.checkPassword(hash.group(), password);
  }

  private static boolean scrypt(byte[] password, MatchResult hash) {
    var ln = Integer.parseInt(hash.group(1));
    var r = Integer.parseInt(hash.group(2));
    var p = Integer.parseInt(hash.group(3));
    var isPayable =
        ln >= 1
            && ln <= 20
            && r >= 1
            && p >= 1
            && p <= MAX_SCRYPT_PARALLELISM
            && ((128L * r) << ln) <= MAX_SCRYPT_BYTES;
    if (!isPayable) return false;
    synchronized (HEAP) {
      return equal(
          hash.group(5),
          expected -> SCrypt.generate(password, bytes(hash.group(4)), 1 << ln, r, p, expected));
    }
  }

  private static boolean pbkdf2(byte[] password, MatchResult hash) {
    var iterations = Integer.parseInt(hash.group(2));
    if (iterations < 1 || iterations > MAX_PBKDF2_ITERATIONS) return false;
    var generator = new PKCS5S2ParametersGenerator(digest(hash.group(1)));
    generator.init(password, bytes(hash.group(3)), iterations);
    return equal(
        hash.group(4),
        length -> ((KeyParameter) generator.generateDerivedMacParameters(length * 8)).getKey());
  }

  private static Digest digest(String bits) {
    return bits.equals("256") ? new SHA256Digest() : new SHA512Digest();
  }

  /** Compares in constant time. */
  private static boolean equal(String expected, IntFunction<byte[]> derive) {
    var bytes = bytes(expected);
    return bytes.length > 0 && MessageDigest.isEqual(bytes, derive.apply(bytes.length));
  }

  private static byte[] bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64.replace('.', '+'));
    } catch (IllegalArgumentException e) {
      return new byte[0]; // not a valid length of base64
    }
  }
}
