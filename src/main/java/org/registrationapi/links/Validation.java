package org.registrationapi.links;

import java.time.Instant;
import java.util.UUID;

/**
 * A link's validation as the page shows it.
 *
 * @param email the user's, or the one that is to be the user's
 * @param isDone whether the user is activated by now, or has the address; a link that serves once
 *     is gone then
 * @param isExpired whether the link's life is over, by the database's clock
 * @param locale the user's, BCP 47, or null
 */
public record Validation(
    UUID userId,
    String email,
    String locale,
    boolean isDone,
    boolean isExpired,
    Instant expiresAt) {}
