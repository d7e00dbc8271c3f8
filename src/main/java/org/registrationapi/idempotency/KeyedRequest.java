package org.registrationapi.idempotency;

/**
 * A request that may be repeated.
 *
 * @param key its Idempotency-Key
 * @param fingerprint 64 hexadecimal digits; another body under the same key has another one
 */
public record KeyedRequest(long serverId, String key, String fingerprint) {}
