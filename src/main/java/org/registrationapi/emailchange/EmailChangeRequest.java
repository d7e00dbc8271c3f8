package org.registrationapi.emailchange;

import io.javalin.openapi.Custom;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import io.javalin.openapi.OpenApiStringValidation;
import org.registrationapi.input.EmailAddress;

/** The new address that a user wants. */
public record EmailChangeRequest(
    @OpenApiRequired
        @OpenApiExample("ada.king@example.com")
        @Custom(name = "format", value = "email")
        @OpenApiStringValidation(maxLength = "" + EmailAddress.MAX_LENGTH)
        String email) {}
