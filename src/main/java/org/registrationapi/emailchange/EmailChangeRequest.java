package org.registrationapi.emailchange;

import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;

/** The new address that a user wants. */
public record EmailChangeRequest(
    @OpenApiRequired @OpenApiExample("ada.king@example.com") String email) {}
