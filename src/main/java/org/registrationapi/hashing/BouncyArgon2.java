package org.registrationapi.hashing;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2 in every variant by Bouncy Castle, which uses heap memory. No code loads Bouncy Castle
 * before the first hash; {@link ImportedHashes} says why.
 */
final class BouncyArgon2 implements Argon2 {
  @Override
  public byte[] hash(Argon2Settings settings, byte[] password, byte[] salt, int length) {
    if (settings.memoryKib() <= Argon2Settings.OURS.memoryKib())
      return generate(settings, password, salt, length);
    synchronized (ImportedHashes.HEAP) {
      return generate(settings, password, salt, length);
    }
  }

  private static byte[] generate(
      Argon2Settings settings, byte[] password, byte[] salt, int length) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(variant(settings))
            .withVersion(settings.version())
            .withMemoryAsKB(settings.memoryKib())
            .withIterations(settings.iterations())
            .withParallelism(settings.parallelism())
            .withSalt(salt)
            .build());
    var hash = new byte[length];
    generator.generateBytes(password, hash);
    return hash;
  }

  private static int variant(Argon2Settings settings) {
    return switch (settings.variant()) {
      case "i" -> Argon2Parameters.ARGON2_i;
      case "d" -> Argon2Parameters.ARGON2_d;
      default -> Argon2Parameters.ARGON2_id;
    };
  }
}
