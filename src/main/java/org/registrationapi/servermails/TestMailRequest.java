package org.registrationapi.servermails;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;

/** The request for a test mail. */
public record TestMailRequest(
    @OpenApiRequired @OpenApiExample("operator@example.com") String email,
    @OpenApiExample("ar") @OpenApiDescription("BCP 47; default: the server's") String locale) {

  @Override
  public String toString() {
    return "TestMailRequest[***]";
  }
}
