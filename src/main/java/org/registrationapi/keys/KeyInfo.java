package org.registrationapi.keys;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiPropertyType;
import io.javalin.openapi.OpenApiRequired;
import java.time.Instant;
import java.util.List;

/** An API key without its secret. */
public record KeyInfo(
    @OpenApiRequired @OpenApiExample("Zb3kQ9aR") @OpenApiDescription("The 8 characters after reg_")
        String id,
    @OpenApiExample("back end") String label,
    @OpenApiRequired
        @OpenApiExample("secret")
        @OpenApiDescription("`secret` or `publishable`")
        @OpenApiPropertyType(definedBy = KeyKind.class)
        String kind,
    @OpenApiRequired @OpenApiDescription("Origins whose pages may use it; empty if it is secret")
        List<String> allowedOrigins,
    @OpenApiRequired Instant timeCreated,
    @OpenApiDescription("The hour of its last use; null if it was never used") Instant timeUsed,
    Instant timeRevoked) {}
