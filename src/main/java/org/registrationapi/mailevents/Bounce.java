package org.registrationapi.mailevents;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import java.time.Instant;

/** An address that bounced for good. */
public record Bounce(
    @OpenApiRequired
        @OpenApiExample("ada@example.com")
        @OpenApiDescription("In lower case, the domain in punycode")
        String email,
    @OpenApiRequired @OpenApiExample("hard bounce: user unknown (recipient)") String reason,
    @OpenApiRequired Instant timeBounced) {}
