/**
 * Password hashes: Argon2id by libsodium, other hashes for imported users, and a gate that limits
 * how many are computed at once.
 */
package org.registrationapi.hashing;
