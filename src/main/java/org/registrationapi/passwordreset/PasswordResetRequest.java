package org.registrationapi.passwordreset;

import io.javalin.openapi.Custom;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import io.javalin.openapi.OpenApiStringValidation;
import org.registrationapi.input.EmailAddress;

/** The request for a link to choose a new password. */
public record PasswordResetRequest(
    @OpenApiRequired
        @OpenApiExample("ada@example.com")
        @Custom(name = "format", value = "email")
        @OpenApiStringValidation(maxLength = "" + EmailAddress.MAX_LENGTH)
        String email) {}
