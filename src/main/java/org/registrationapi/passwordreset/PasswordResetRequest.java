package org.registrationapi.passwordreset;

import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;

/** The request for a link to choose a new password. */
public record PasswordResetRequest(
    @OpenApiRequired @OpenApiExample("ada@example.com") String email) {}
