/**
 * Password hashes: Argon2id by libsodium, other hashes for imported users, and a gate that bounds
 * how many are computed at once.
 */
package org.registrationapi.hashing;
