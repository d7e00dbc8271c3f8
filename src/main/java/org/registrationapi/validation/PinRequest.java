package org.registrationapi.validation;

import io.javalin.openapi.Custom;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import io.javalin.openapi.OpenApiStringValidation;
import org.registrationapi.input.EmailAddress;

/** A PIN that a user entered. */
public record PinRequest(
    @OpenApiRequired
        @OpenApiExample("ada@example.com")
        @Custom(name = "format", value = "email")
        @OpenApiStringValidation(maxLength = "" + EmailAddress.MAX_LENGTH)
        String email,
    @OpenApiRequired
        @OpenApiExample("123456")
        @OpenApiDescription(
            "4 to 8 digits of any script; blanks and hyphens between them are ignored")
        @OpenApiStringValidation(minLength = "4", maxLength = "" + PinRequest.MAX_LENGTH)
        String pinCode,
    @OpenApiExample("0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71")
        @Custom(name = "format", value = "uuid")
        @OpenApiDescription(
            "The id in the answer to the registration; only that registration is activated. Required if the address was registered again before it was activated: then the newest PIN may be another person's")
        String id,
    @OpenApiExample("203.0.113.7")
        @OpenApiDescription(
            "The IP address that the user sends the PIN from; with a publishable key it is known already")
        String clientAddress) {
  static final int MAX_LENGTH = 40;

  @Override
  public String toString() {
    return "PinRequest[***]";
  }
}
