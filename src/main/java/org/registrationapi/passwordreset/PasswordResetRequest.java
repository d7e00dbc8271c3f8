package org.registrationapi.passwordreset;

import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;

/** Whose password is forgotten. */
public record PasswordResetRequest(
    @OpenApiRequired @OpenApiExample("ada@example.com") String email) {}
