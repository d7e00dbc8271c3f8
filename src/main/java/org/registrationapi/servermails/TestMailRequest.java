package org.registrationapi.servermails;

import io.javalin.openapi.Custom;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import io.javalin.openapi.OpenApiStringValidation;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;

/** The request for a test mail. */
public record TestMailRequest(
    @OpenApiRequired
        @OpenApiExample("operator@example.com")
        @Custom(name = "format", value = "email")
        @OpenApiStringValidation(maxLength = "" + EmailAddress.MAX_LENGTH)
        String email,
    @OpenApiExample("ar")
        @OpenApiDescription("BCP 47; default: the server's")
        @OpenApiStringValidation(maxLength = "" + FieldChecks.MAX_LOCALE_LENGTH)
        String locale) {

  @Override
  public String toString() {
    return "TestMailRequest[***]";
  }
}
