package org.registrationapi.registration;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;

/** A value that was accepted but may be mistyped. */
record Hint(
    @OpenApiRequired @OpenApiExample("email") String field,
    @OpenApiRequired
        @OpenApiExample("domain_typo")
        @OpenApiDescription("A stable word, for programs")
        String code,
    @OpenApiRequired
        @OpenApiExample("ada@gmail.com")
        @OpenApiDescription("What the person may have meant")
        String suggestion) {}
