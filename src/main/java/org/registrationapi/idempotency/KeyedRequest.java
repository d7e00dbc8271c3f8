package org.registrationapi.idempotency;

import java.util.Optional;

/**
 * A request that may be repeated.
 *
 * @param key its Idempotency-Key
 * @param fingerprint 64 hexadecimal digits; another body under the same key has another one
 * @param previous the fingerprint by the previous secret key; empty if there is none
 */
public record KeyedRequest(
    long serverId, String key, String fingerprint, Optional<String> previous) {

  /** Whether a stored fingerprint is that of this request. */
  boolean hasFingerprint(String stored) {
    return stored.equals(fingerprint) || previous.filter(stored::equals).isPresent();
  }
}
