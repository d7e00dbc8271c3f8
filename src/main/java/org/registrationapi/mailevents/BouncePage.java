package org.registrationapi.mailevents;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiRequired;
import java.util.List;

/** A page of addresses that bounced for good. */
public record BouncePage(
    @OpenApiRequired List<Bounce> bounces,
    @OpenApiDescription("The parameter `cursor` of the next page; null on the last page")
        String nextCursor) {}
