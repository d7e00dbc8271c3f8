package org.registrationapi.keys;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import java.time.Instant;
import java.util.List;

/** What is known of an API key, its secret aside. */
public record KeyInfo(
    @OpenApiRequired @OpenApiExample("Zb3kQ9aR") @OpenApiDescription("The 8 characters after reg_")
        String id,
    @OpenApiExample("back end") String label,
    @OpenApiRequired @OpenApiExample("secret") @OpenApiDescription("`secret` or `publishable`")
        String kind,
    @OpenApiRequired
        @OpenApiDescription("Whose pages may use it; none if it is secret: that is for no page")
        List<String> allowedOrigins,
    @OpenApiRequired Instant timeCreated,
    @OpenApiDescription("The hour of its last use; null: it was never used") Instant timeUsed,
    Instant timeRevoked) {}
