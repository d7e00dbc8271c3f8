package org.registrationapi.links;

import java.time.Instant;
import java.util.UUID;

/**
 * A link's validation as the page shows it.
 *
 * @param email the user's address, or the new one that the user wants
 * @param isDone whether the user is activated by now, or has the address; a link that works only
 *     once has no validation then
 * @param isExpired whether the link has expired, by the database's clock
 * @param timeActivated when the user was activated; null while it is pending
 * @param locale the user's, BCP 47, or null
 */
public record StoredLink(
    UUID userId,
    String email,
    String locale,
    boolean isDone,
    boolean isExpired,
    Instant expiresAt,
    Instant timeActivated) {}
