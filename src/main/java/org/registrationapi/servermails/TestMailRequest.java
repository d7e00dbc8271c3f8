package org.registrationapi.servermails;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;

/** Who is to see what a server's mails look like. */
public record TestMailRequest(
    @OpenApiRequired @OpenApiExample("operator@example.com") String email,
    @OpenApiExample("ar") @OpenApiDescription("BCP 47; without it the server's") String locale) {

  @Override
  public String toString() {
    return "TestMailRequest[***]";
  }
}
