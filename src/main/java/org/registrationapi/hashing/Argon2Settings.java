package org.registrationapi.hashing;

/**
 * The parameters of an Argon2 hash.
 *
 * @param variant {@code id}, {@code i} or {@code d}
 * @param version 16 or 19
 * @param memoryKib how much memory is filled, in KiB
 * @param iterations the number of passes
 * @param parallelism the number of lanes
 */
record Argon2Settings(String variant, int version, int memoryKib, int iterations, int parallelism) {

  /** OWASP's password storage cheat sheet: m=19456 KiB, t=2, p=1. */
  static final Argon2Settings OURS = new Argon2Settings("id", 19, 19_456, 2, 1);

  private static final int MAX_MEMORY_KIB = 128 * 1024;
  private static final long MAX_WORK_KIB = 1L << 20; // about a second
  private static final int MAX_PARALLELISM = 16;

  /**
   * Whether Argon2 allows the parameters, and they cost no more than we accept for an imported
   * hash.
   */
  boolean areAffordable() {
    return iterations >= 1
        && parallelism >= 1
        && parallelism <= MAX_PARALLELISM
        && memoryKib >= 8 * parallelism
        && memoryKib <= MAX_MEMORY_KIB
        && (long) memoryKib * iterations <= MAX_WORK_KIB;
  }

  /** The beginning of the PHC string, up to the salt. */
  String prefix() {
    var costs = "m=" + memoryKib + ",t=" + iterations + ",p=" + parallelism;
    return "$argon2" + variant + "$v=" + version + "$" + costs + "$";
  }
}
