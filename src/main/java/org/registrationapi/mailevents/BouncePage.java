package org.registrationapi.mailevents;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiRequired;
import java.util.List;

/** A page of addresses that bounced for good. */
record BouncePage(
    @OpenApiRequired List<Bounce> bounces,
    @OpenApiDescription("For the parameter cursor of the next page; null on the last one")
        String nextCursor) {}
