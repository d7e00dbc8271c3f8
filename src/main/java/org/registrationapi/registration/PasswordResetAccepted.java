package org.registrationapi.registration;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;

/** What is said of every address. */
public record PasswordResetAccepted(
    @OpenApiRequired
        @OpenApiExample("accepted")
        @OpenApiDescription(
            "Always accepted: if the address is an activated user's, a mail goes out")
        String status) {}
