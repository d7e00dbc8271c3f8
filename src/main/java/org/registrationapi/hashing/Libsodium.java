package org.registrationapi.hashing;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Argon2id by libsodium, called through JNA: native code that uses AVX2 or AVX-512 if available,
 * and memory off the heap. It computes Argon2id with one lane and a salt of 16 bytes; another
 * implementation computes the rest.
 */
final class Libsodium implements Argon2 {
  private static final Logger LOG = LoggerFactory.getLogger(Libsodium.class);

  /**
   * The path of libsodium in the jar of lazysodium-java, by platform. Its classes are not used:
   * they bind 300 functions, need Java 21 and leave the unpacked files in the temporary directory.
   */
  static final Map<String, String> IN_JAR =
      Map.of(
          "linux-x86-64", "/linux64/libsodium.so",
          "linux-aarch64", "/arm64/libsodium.so",
          "darwin-x86-64", "/mac/libsodium.dylib",
          "darwin-aarch64", "/mac_arm/libsodium.dylib",
          "win32-x86-64", "/windows64/libsodium.dll");

  private static final int ARGON2ID13 = 2; // crypto_pwhash_ALG_ARGON2ID13
  private static final int SALT_BYTES = 16;
  private static final int MIN_LENGTH = 16;

  private final Function pwhash;
  private final Argon2 others;

  private Libsodium(NativeLibrary library, Argon2 others) {
    this.pwhash = library.getFunction("crypto_pwhash");
    this.others = others;
  }

  /**
   * Loads libsodium, which takes about 0.1 s. If that fails, it logs a warning and returns the
   * other implementation.
   *
   * @param others computes what libsodium does not
   */
  static Argon2 loadOr(Argon2 others) {
    return loadOr(others, location());
  }

  /** JNA unpacks a path from the jar; it searches a name in {@code jna.library.path} first. */
  private static String location() {
    if (Boolean.getBoolean("jna.nounpack")) return "sodium";
    return IN_JAR.getOrDefault(Platform.RESOURCE_PREFIX, "sodium");
  }

  static Argon2 loadOr(Argon2 others, String location) {
    try {
      var library = NativeLibrary.getInstance(location);
      if (library.getFunction("sodium_init").invokeInt(new Object[0]) < 0)
        throw new UnsatisfiedLinkError("sodium_init failed");
      return new Libsodium(library, others);
    } catch (Error e) { // JNA throws one if its native code has another version
      LOG.warn(
          "libsodium cannot be loaded: Bouncy Castle hashes passwords, at half the rate or less."
              + " {}",
          e.toString());
      return others;
    }
  }

  @Override
  public byte[] hash(Argon2Settings settings, byte[] password, byte[] salt, int length) {
    if (!isOffered(settings, salt, length)) return others.hash(settings, password, salt, length);
    var hash = new byte[length];
    try (var secret = new Memory(password.length + 1L)) { // at least one byte
      secret.write(0, password, 0, password.length);
      try {
        var result = pwhash.invokeInt(arguments(settings, secret, password.length, salt, hash));
        if (result != 0) throw new IllegalStateException("too little memory to hash a password");
        return hash;
      } finally {
        secret.clear();
      }
    }
  }

  private static boolean isOffered(Argon2Settings settings, byte[] salt, int length) {
    return settings.variant().equals("id")
        && settings.version() == 19
        && settings.parallelism() == 1
        && salt.length == SALT_BYTES
        && length >= MIN_LENGTH;
  }

  /** As crypto_pwhash takes them; size_t and unsigned long long have 64 bits on each platform. */
  private static Object[] arguments(
      Argon2Settings settings, Memory password, long passwordLength, byte[] salt, byte[] hash) {
    return new Object[] {
      hash,
      (long) hash.length,
      password,
      passwordLength,
      salt,
      (long) settings.iterations(),
      settings.memoryKib() * 1024L,
      ARGON2ID13
    };
  }
}
