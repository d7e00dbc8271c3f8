package org.registrationapi.servers;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import java.time.Instant;

/** What is known of an API key, its secret aside. */
public record KeyInfo(
    @OpenApiRequired @OpenApiExample("Zb3kQ9aR") @OpenApiDescription("The 8 characters after reg_")
        String id,
    @OpenApiExample("back end") String label,
    @OpenApiRequired Instant timeCreated,
    Instant timeRevoked) {}
