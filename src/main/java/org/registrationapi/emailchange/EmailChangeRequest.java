package org.registrationapi.emailchange;

import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;

/** The address that a user wants to have. */
public record EmailChangeRequest(
    @OpenApiRequired @OpenApiExample("ada.king@example.com") String email) {}
