package org.registrationapi.passwords;

import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.registrationapi.errors.Failure;

/** Argon2id, by the C reference implementation. */
public final class PasswordHasher {
  /** OWASP's password storage cheat sheet: m=19456 KiB, t=2, p=1. */
  private static final int MEMORY_KIB = 19_456;

  private static final int ITERATIONS = 2;
  private static final int PARALLELISM = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final Argon2 argon2 =
      Argon2Factory.create(Argon2Factory.Argon2Types.ARGON2id, SALT_BYTES, HASH_BYTES);
  private final HashingGate gate;

  /**
   * @param gate how much may be hashed at once
   */
  public PasswordHasher(HashingGate gate) {
    this.gate = gate;
  }

  /**
   * The hash of a password with a new random salt, as PHC string. It takes tens of milliseconds and
   * 19 MiB.
   *
   * @throws Failure 503 if too many others are waiting already
   */
  public String hash(String password) {
    var bytes = password.getBytes(StandardCharsets.UTF_8);
    try {
      return gate.pass(() -> argon2.hash(ITERATIONS, MEMORY_KIB, PARALLELISM, bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
