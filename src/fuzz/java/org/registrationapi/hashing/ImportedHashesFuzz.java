package org.registrationapi.hashing;

import static org.registrationapi.fuzz.Fuzz.check;

import java.nio.charset.StandardCharsets;

/** Any text is accepted in place of a hash and never matches two passwords. */
public final class ImportedHashesFuzz {
  /** Hashes that are slow by design; other tests check their limits. */
  private static final String EXPENSIVE =
      "\\$2.\\$(0[6-9]|1[0-9]).*|\\$scrypt\\$ln=(9|[0-9]{2}).*|\\$pbkdf2.*\\$(i=)?[0-9]{5,}.*"
          + "|\\$argon2.*(m=[0-9]{4,}|t=[0-9]{2,}).*";

  private static final Argon2Hashes ARGON2 = new Argon2Hashes(new BouncyArgon2());

  private ImportedHashesFuzz() {}

  /** Jazzer calls this. */
  public static void fuzzerTestOneInput(byte[] data) {
    var hash = new String(data, StandardCharsets.UTF_8);
    if (hash.matches(EXPENSIVE)) return;
    var right = matches("correct horse battery", hash);
    var wrong = matches("correct horse batterz", hash);
    check(!(right && wrong), "a hash is not that of two passwords");
    check(!(right || wrong) || hash.matches("[!-~]{50,250}"), "a hash has the form of one");
  }

  private static boolean matches(String password, String hash) {
    var bytes = password.getBytes(StandardCharsets.UTF_8);
    return ImportedHashes.matches(bytes, hash) || ARGON2.matches(bytes, hash);
  }
}
