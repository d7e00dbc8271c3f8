package org.registrationapi.hashing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.registrationapi.errors.Failure;

/**
 * Makes and checks Argon2id hashes. Other hashes, and Argon2 with other settings, are only checked.
 * All work goes through the gate.
 */
public final class PasswordHasher {
  /** The beginning of every hash that need not be replaced. */
  private static final String CURRENT = Argon2Settings.OURS.prefix();

  /** A hash that matches no known password, and costs as much to check as a real one. */
  public static final String OF_NO_PASSWORD = CURRENT + "A".repeat(22) + "$" + "A".repeat(43);

  /** Loads the native code with the first hash, so that nothing else waits for it. */
  private static final class Native {
    private static final Argon2Hashes ARGON2 =
        new Argon2Hashes(Libsodium.loadOr(new BouncyArgon2()));
  }

  private final HashingGate gate;

  /**
   * @param gate limits the hashes computed at once
   */
  public PasswordHasher(HashingGate gate) {
    this.gate = gate;
  }

  /**
   * Reserves a slot for a request that will hash or check a password. Call it before other
   * expensive work.
   *
   * @return the slot, to be closed when the request is done
   * @throws Failure 503 if all slots are taken
   */
  public HashingGate.Slot enter() {
    return gate.enter();
  }

  /**
   * The hash of a password with a new random salt, as PHC string. It takes tens of milliseconds and
   * 19 MiB.
   *
   * @throws Failure 503 if it would have to wait too long
   */
  public String hash(HashingGate.Slot slot, String password) {
    var bytes = password.getBytes(StandardCharsets.UTF_8);
    try {
      return slot.run(() -> Native.ARGON2.make(bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * Checks a password against a hash: one of ours, or an imported one of Argon2, bcrypt, scrypt or
   * PBKDF2. If the hash is none of these or too expensive, every password is wrong.
   *
   * @throws Failure 503 if it would have to wait too long
   */
  public PasswordCheck check(HashingGate.Slot slot, String password, String hash) {
    var bytes = password.getBytes(StandardCharsets.UTF_8);
    try {
      if (!slot.run(() -> matches(bytes, hash))) return PasswordCheck.WRONG;
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
