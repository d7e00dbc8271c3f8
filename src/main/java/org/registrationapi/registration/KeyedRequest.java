package org.registrationapi.registration;

/**
 * A request that may be sent again.
 *
 * @param key what its sender calls it
 * @param fingerprint 64 hexadecimal digits; another body under the same key has another one
 */
record KeyedRequest(long serverId, String key, String fingerprint) {}
