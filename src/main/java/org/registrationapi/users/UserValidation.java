package org.registrationapi.users;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiPropertyType;
import io.javalin.openapi.OpenApiRequired;
import java.time.Instant;
import org.registrationapi.mail.MailStatus;

/** A user's newest validation as the server sees it, without the link and the PIN. */
public record UserValidation(
    @OpenApiRequired
        @OpenApiExample("sent")
        @OpenApiDescription(
            "queued; held: waits until the operator corrects a setting; cancelled by the operator; "
                + "failed: refused for good; sent; delivered: accepted by the address's provider; "
                + "opened; bounced: returned by the provider; blocked: not tried, because of the "
                + "address or the content; spam: reported as spam")
        @OpenApiPropertyType(definedBy = MailStatus.class)
        String mailStatus,
    @OpenApiDescription("Null if it is not known to be sent") Instant timeSent,
    @OpenApiDescription("When the link expires; null until the mail is sent") Instant expiresAt,
    @OpenApiDescription(
            "When the mail is tried next; null if it is being tried, or will not be tried any more")
        Instant nextAttemptAt,
    @OpenApiExample("hard bounce: user unknown (recipient)")
        @OpenApiDescription("Why the mail is not sent or did not arrive, for people")
        String reason) {}
