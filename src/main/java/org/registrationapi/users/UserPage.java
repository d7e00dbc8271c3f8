package org.registrationapi.users;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiRequired;
import java.util.List;

/** A page of a server's users. */
public record UserPage(
    @OpenApiRequired List<User> users,
    @OpenApiDescription("The parameter `cursor` of the next page; null on the last page")
        String nextCursor) {}
