package org.registrationapi.secrets;

import java.util.Optional;

/**
 * The secret key, and the one before it.
 *
 * @param current everything new is derived from it
 * @param previous what is derived from it is still accepted; empty if there is none
 */
public record SecretKeys(Secret current, Optional<Secret> previous) {
  /** The setting for a previous key that is lost. */
  public static final Secret LOST = new Secret("lost");

  /** Keys without a previous one. */
  public static SecretKeys only(Secret current) {
    return new SecretKeys(current, Optional.empty());
  }

  /** Whether the operator says that the previous key is lost. */
  boolean isPreviousLost() {
    return previous.filter(LOST::equals).isPresent();
  }

  Hmac hmac() {
    return new Hmac(current);
  }

  Optional<Hmac> previousHmac() {
    return previous.filter(key -> !LOST.equals(key)).map(Hmac::new);
  }
}
