package org.registrationapi.links;

import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;

/**
 * The response for every address to a caller that must not learn whether the address is registered.
 */
public record Accepted(@OpenApiRequired @OpenApiExample("accepted") String status) {
  public static final Accepted ALWAYS = new Accepted("accepted");
}
