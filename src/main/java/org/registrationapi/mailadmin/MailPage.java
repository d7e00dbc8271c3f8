package org.registrationapi.mailadmin;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiRequired;
import java.util.List;

/** One page of the list of mails. */
public record MailPage(
    @OpenApiRequired List<MailRecord> mails,
    @OpenApiDescription("For the parameter cursor of the next page; null on the last one")
        String nextCursor) {}
