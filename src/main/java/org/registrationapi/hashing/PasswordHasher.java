package org.registrationapi.hashing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.registrationapi.errors.Failure;

/**
 * Makes and checks hashes: Argon2id. Others, and Argon2 with other settings, are checked only. All
 * of it goes through the gate.
 */
public final class PasswordHasher {
  /** How every hash begins that need not be replaced. */
  private static final String CURRENT = Argon2Settings.OURS.prefix();

  /** A hash like ours, of no known password: it costs as much to check. */
  public static final String OF_NOBODY = CURRENT + "A".repeat(22) + "$" + "A".repeat(43);

  /** Native code is loaded with the first hash, so that nothing else waits for it. */
  private static final class Native {
    private static final Argon2Hashes ARGON2 =
        new Argon2Hashes(Libsodium.loadOr(new BouncyArgon2()));
  }

  private final HashingGate gate;

  /**
   * @param gate how much may be hashed at once
   */
  public PasswordHasher(HashingGate gate) {
    this.gate = gate;
  }

  /**
   * Lets a request in that is going to hash or check a password, before it does anything else that
   * costs.
   *
   * @return to be closed when the request is done
   * @throws Failure 503 if too many others are in already
   */
  public HashingGate.Entrance enter() {
    return gate.enter();
  }

  /**
   * The hash of a password with a new random salt, as PHC string. It takes tens of milliseconds and
   * 19 MiB.
   *
   * @throws Failure 503 if it would have to wait too long
   */
  public String hash(HashingGate.Entrance entrance, String password) {
    var bytes = password.getBytes(StandardCharsets.UTF_8);
    try {
      return entrance.pass(() -> Native.ARGON2.make(bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * Holds a password against a hash: one of ours, or an imported one of Argon2, bcrypt, scrypt or
   * PBKDF2. What is none of these, or would cost absurdly much, is wrong for every password.
   *
   * @throws Failure 503 if it would have to wait too long
   */
  public PasswordCheck check(HashingGate.Entrance entrance, String password, String hash) {
    var bytes = password.getBytes(StandardCharsets.UTF_8);
    try {
      if (!entrance.pass(() -> matches(bytes, hash))) return PasswordCheck.WRONG;
      return hash.startsWith(CURRENT) ? PasswordCheck.RIGHT : PasswordCheck.OUTDATED;
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static boolean matches(byte[] password, String hash) {
    return hash.startsWith("$argon2")
        ? Native.ARGON2.matches(password, hash)
        : ImportedHashes.matches(password, hash);
  }
}
