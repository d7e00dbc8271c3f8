package org.registrationapi.users;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import java.time.Instant;

/** A user's newest validation as the server sees it, without the link and the PIN. */
public record UserValidation(
    @OpenApiRequired
        @OpenApiExample("sent")
        @OpenApiDescription(
            "queued; held: waits until the operator mends something; cancelled by the operator; failed: refused for "
                + "good; sent; delivered: the address's provider took it; opened; bounced: the provider gave it back; "
                + "blocked: never tried, because of the address or its content; spam: reported as spam")
        String mailStatus,
    @OpenApiDescription("Null: not sent yet, as far as we know") Instant timeSent,
    @OpenApiDescription("Of the link; its life starts when the mail was sent") Instant expiresAt,
    @OpenApiDescription(
            "When the mail is tried next; null if it is being tried, or will not be tried any more")
        Instant nextAttemptAt,
    @OpenApiExample("hard bounce: user unknown (recipient)")
        @OpenApiDescription("Why the mail is not sent or did not arrive, for people")
        String reason) {}
