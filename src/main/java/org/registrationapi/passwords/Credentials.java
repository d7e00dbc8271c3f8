package org.registrationapi.passwords;

import io.javalin.openapi.Custom;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import io.javalin.openapi.OpenApiStringValidation;
import org.registrationapi.input.EmailAddress;

/** The address and password of a user who signs in. */
public record Credentials(
    @OpenApiRequired
        @OpenApiExample("ada@example.com")
        @Custom(name = "format", value = "email")
        @OpenApiStringValidation(maxLength = "" + EmailAddress.MAX_LENGTH)
        String email,
    @OpenApiRequired @OpenApiExample("correct horse battery") String password,
    @OpenApiExample("203.0.113.7")
        @OpenApiDescription(
            "The IP address that the user signs in from. Send it: guesses are counted by client, and without it strangers use up the tries of the user")
        String clientAddress) {

  @Override
  public String toString() {
    return "Credentials[***]";
  }
}
