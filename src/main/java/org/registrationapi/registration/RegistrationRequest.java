package org.registrationapi.registration;

import io.javalin.openapi.Custom;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiIgnore;
import io.javalin.openapi.OpenApiRequired;
import io.javalin.openapi.OpenApiStringValidation;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.passwords.PasswordPolicy;
import org.registrationapi.users.Profile;

/** The request to register a user. */
public record RegistrationRequest(
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
        String password,
    @OpenApiExample("Ada")
        @OpenApiDescription("1 to 100 characters")
        @OpenApiStringValidation(minLength = "1", maxLength = "" + Profile.MAX_NAME_LENGTH)
        String firstName,
    @OpenApiExample("Lovelace")
        @OpenApiDescription("1 to 100 characters")
        @OpenApiStringValidation(minLength = "1", maxLength = "" + Profile.MAX_NAME_LENGTH)
        String lastName,
    @OpenApiExample("1985-12-10")
        @OpenApiDescription("A day from 1900-01-01 to today")
        @Custom(name = "format", value = "date")
        String birthDate,
    @OpenApiExample("en")
        @OpenApiDescription("BCP 47: the language of mails and pages")
        @OpenApiStringValidation(maxLength = "" + FieldChecks.MAX_LOCALE_LENGTH)
        String locale) {

  @OpenApiIgnore
  Profile profile() {
    return new Profile(firstName, lastName, birthDate, locale);
  }

  @Override
  public String toString() {
    return "RegistrationRequest[***]";
  }
}
