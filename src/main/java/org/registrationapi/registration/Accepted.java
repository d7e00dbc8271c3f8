package org.registrationapi.registration;

import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;

/** What is said of every address: who may not know whether it is known is told nothing else. */
public record Accepted(@OpenApiRequired @OpenApiExample("accepted") String status) {
  public static final Accepted ALWAYS = new Accepted("accepted");
}
