package org.registrationapi.links;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import java.time.Instant;

/** The state of a link, for programs. */
public record LinkAnswer(
    @OpenApiRequired
        @OpenApiExample("pending")
        @OpenApiDescription("pending, activated, rejected or changed")
        String status,
    @OpenApiRequired @OpenApiExample("localhost") String server,
    @OpenApiRequired @OpenApiExample("ada@example.com") String email,
    @JsonInclude(JsonInclude.Include.ALWAYS) Instant expiresAt) {}
