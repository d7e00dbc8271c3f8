package org.registrationapi.passwords;

import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.registrationapi.errors.Failure;

/**
 * Makes and checks hashes: Argon2id, by the C reference implementation. Others, and Argon2 with
 * other parameters, are checked only. All of it goes through the gate.
 */
public final class PasswordHasher {
  /** OWASP's password storage cheat sheet: m=19456 KiB, t=2, p=1. */
  private static final int MEMORY_KIB = 19_456;

  private static final int ITERATIONS = 2;
  private static final int PARALLELISM = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  /** How every hash begins that need not be replaced. */
  private static final String CURRENT =
      "$argon2id$v=19$m=%d,t=%d,p=%d$".formatted(MEMORY_KIB, ITERATIONS, PARALLELISM);

  /** A hash like ours, of no known password: it costs as much to check. */
  static final String OF_NOBODY = CURRENT + "A".repeat(22) + "$" + "A".repeat(43);

  private static final Pattern ARGON2 =
      Pattern.compile(
          "\\$argon2(id|i|d)\\$(?:v=(?:16|19)\\$)?m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})"
              + "\\$[A-Za-z0-9+/]{11,86}\\$[A-Za-z0-9+/]{16,86}");
  private static final int MAX_MEMORY_KIB = 128 * 1024;
  private static final long MAX_WORK_KIB = 1L << 20; // about a second
  private static final int MAX_PARALLELISM = 16;

  private final Argon2 argon2 = Argon2Factory.create(Argon2Types.ARGON2id, SALT_BYTES, HASH_BYTES);
  private final Argon2 argon2i = Argon2Factory.create(Argon2Types.ARGON2i);
  private final Argon2 argon2d = Argon2Factory.create(Argon2Types.ARGON2d);
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
      return entrance.pass(() -> argon2.hash(ITERATIONS, MEMORY_KIB, PARALLELISM, bytes));
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
  PasswordCheck check(HashingGate.Entrance entrance, String password, String hash) {
    var bytes = password.getBytes(StandardCharsets.UTF_8);
    try {
      if (!entrance.pass(() -> matches(bytes, hash))) return PasswordCheck.WRONG;
      return hash.startsWith(CURRENT) ? PasswordCheck.RIGHT : PasswordCheck.OUTDATED;
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private boolean matches(byte[] password, String hash) {
    var match = ARGON2.matcher(hash);
    if (!match.matches()) return ImportedHashes.matches(password, hash);
    var memory = Integer.parseInt(match.group(2));
    var work = (long) memory * Integer.parseInt(match.group(3));
    if (memory > MAX_MEMORY_KIB
        || work > MAX_WORK_KIB
        || Integer.parseInt(match.group(4)) > MAX_PARALLELISM) return false;
    return switch (match.group(1)) {
      case "i" -> argon2i.verify(hash, password);
      case "d" -> argon2d.verify(hash, password);
      default -> argon2.verify(hash, password);
    };
  }
}
