package org.registrationapi.users;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import java.time.Instant;

/** What a server may know of a user's validation: neither link nor PIN. */
public record UserValidation(
    @OpenApiRequired
        @OpenApiExample("sent")
        @OpenApiDescription("queued, sent, delivered, bounced, blocked or failed")
        String mailStatus,
    Instant timeSent,
    @OpenApiDescription("Of the link; its life starts when the mail was sent") Instant expiresAt,
    @OpenApiDescription("Why the mail is not sent or did not arrive") String reason) {}
