package org.registrationapi.mailadmin;

import io.javalin.openapi.Custom;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiPropertyType;
import io.javalin.openapi.OpenApiRequired;
import java.time.Instant;
import java.util.UUID;
import org.registrationapi.mail.MailKind;
import org.registrationapi.mail.MailStatus;

/** A mail for the operator: its status, without its text. */
public record MailRecord(
    @OpenApiRequired
        @OpenApiExample("0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71")
        @OpenApiDescription("The CustomID at Mailjet")
        @Custom(name = "format", value = "uuid")
        UUID id,
    @OpenApiRequired @OpenApiExample("localhost") String server,
    @OpenApiRequired @OpenApiExample("validation") @OpenApiPropertyType(definedBy = MailKind.class)
        String kind,
    @OpenApiRequired @OpenApiExample("ada@example.com") String recipient,
    @OpenApiRequired
        @OpenApiExample("bounced")
        @OpenApiDescription(
            "queued, held, cancelled, failed, sent, delivered, opened, bounced, blocked or spam")
        @OpenApiPropertyType(definedBy = MailStatus.class)
        String status,
    @OpenApiExample("hard bounce: user unknown (recipient)")
        @OpenApiDescription("Why it is not sent or did not arrive")
        String reason,
    @OpenApiRequired @OpenApiExample("1") @OpenApiDescription("Number of attempts to send it")
        int attempts,
    @OpenApiDescription(
            "Time of the next attempt; null if it is being sent, or will not be tried again")
        Instant nextAttemptAt,
    @OpenApiRequired Instant timeCreated,
    @OpenApiDescription("Null if it is not known to be sent") Instant timeSent) {}
