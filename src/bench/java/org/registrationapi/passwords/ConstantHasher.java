package org.registrationapi.passwords;

/** Hashing that costs nothing. It is in no jar and behind no setting: only a benchmark has it. */
public final class ConstantHasher {
  private ConstantHasher() {}

  /** A hasher that passes the gate like any other, and makes the same hash of every password. */
  public static PasswordHasher of(HashingGate gate) {
    return new PasswordHasher(gate, password -> PasswordHasher.OF_NOBODY);
  }
}
