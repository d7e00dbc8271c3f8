package org.registrationapi.hashing;

/** The result of checking a password against a hash. */
public enum PasswordCheck {
  WRONG,
  RIGHT,
  /** Right, but the hash was made with other settings than ours and should be replaced. */
  OUTDATED
}
