package org.registrationapi.hashing;

/** Computes Argon2 (RFC 9106). */
interface Argon2 {
  /**
   * The hash of a password, without its encoding.
   *
   * @param length in bytes
   * @throws IllegalStateException if there is too little memory
   */
  byte[] hash(Argon2Settings settings, byte[] password, byte[] salt, int length);
}
