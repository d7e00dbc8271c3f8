package org.registrationapi.idempotency;

/**
 * A request that may be sent again.
 *
 * @param key what its sender calls it
 * @param fingerprint 64 hexadecimal digits; another body under the same key has another one
 */
public record KeyedRequest(long serverId, String key, String fingerprint) {}
