package org.registrationapi.registration;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;

/** Something that was accepted, but is perhaps not what was meant. */
record Hint(
    @OpenApiRequired @OpenApiExample("email") String field,
    @OpenApiRequired
        @OpenApiExample("domain_typo")
        @OpenApiDescription("A stable word, for programs")
        String code,
    @OpenApiRequired
        @OpenApiExample("ada@gmail.com")
        @OpenApiDescription("What may have been meant")
        String suggestion) {}
