package org.registrationapi.registration;

import java.time.Instant;
import java.util.UUID;

/**
 * A link's validation as the page shows it.
 *
 * @param isExpired whether the link's life is over, by the database's clock
 * @param locale the user's, BCP 47, or null
 */
record Validation(
    UUID userId,
    String email,
    String locale,
    boolean isActivated,
    boolean isExpired,
    Instant expiresAt) {}
