package org.registrationapi.registration;

import java.time.Instant;
import java.util.UUID;

/**
 * A link's validation as the page shows it.
 *
 * @param isExpired whether the link's life is over, by the database's clock
 * @param locale the user's or else the server's, BCP 47
 */
record Validation(
    UUID userId,
    String email,
    String locale,
    boolean isActivated,
    boolean isExpired,
    Instant expiresAt) {}
