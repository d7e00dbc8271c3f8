package org.registrationapi.passwords;

/** What came of holding a password against a hash. */
enum PasswordCheck {
  WRONG,
  RIGHT,
  /** Right, but the hash is not made as ours are now: it should be replaced. */
  OUTDATED
}
