package org.registrationapi.registration;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.openapi.AllOf;
import io.javalin.openapi.Custom;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import io.javalin.openapi.OpenApiStringValidation;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.passwords.PasswordPolicy;
import org.registrationapi.users.Profile;

/** The request to register a user: the address and password beside the fields of the profile. */
@AllOf({RegistrationRequest.EmailAndPassword.class, Profile.class})
public record RegistrationRequest(String email, String password, @JsonUnwrapped Profile profile) {
  @Override
  public String toString() {
    return "RegistrationRequest[***]";
  }

  /** The schema of the fields that are not the profile's. */
  record EmailAndPassword(
      @OpenApiRequired
          @OpenApiExample("ada@example.com")
          @OpenApiDescription(
              "At most 254 characters; international domain names are fine, quotes are not")
          @Custom(name = "format", value = "email")
          @OpenApiStringValidation(maxLength = "" + EmailAddress.MAX_LENGTH)
          String email,
      @OpenApiRequired
          @OpenApiExample("correct horse battery")
          @OpenApiDescription("8 to 128 characters, any characters")
          @OpenApiStringValidation(
              minLength = "" + PasswordPolicy.MIN_LENGTH,
              maxLength = "" + PasswordPolicy.MAX_LENGTH)
          String password) {
    @Override
    public String toString() {
      return "EmailAndPassword[***]";
    }
  }
}
