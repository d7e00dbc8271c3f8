package org.registrationapi.hashing;

/** What came of holding a password against a hash. */
public enum PasswordCheck {
  WRONG,
  RIGHT,
  /** Right, but the hash is not made as ours are now: it should be replaced. */
  OUTDATED
}
