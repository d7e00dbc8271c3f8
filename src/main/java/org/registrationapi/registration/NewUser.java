package org.registrationapi.registration;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiIgnore;
import io.javalin.openapi.OpenApiRequired;
import org.registrationapi.users.Profile;

/** The request to register a user. */
public record NewUser(
    @OpenApiRequired
        @OpenApiExample("ada@example.com")
        @OpenApiDescription(
            "At most 254 characters; international domain names are fine, quotes are not")
        String email,
    @OpenApiRequired
        @OpenApiExample("correct horse battery")
        @OpenApiDescription("8 to 128 characters, any characters")
        String password,
    @OpenApiExample("Ada") @OpenApiDescription("1 to 100 characters") String firstName,
    @OpenApiExample("Lovelace") @OpenApiDescription("1 to 100 characters") String lastName,
    @OpenApiExample("1985-12-10") @OpenApiDescription("A day from 1900-01-01 to today")
        String birthDate,
    @OpenApiExample("en") @OpenApiDescription("BCP 47: the language of mails and pages")
        String locale) {

  @OpenApiIgnore
  Profile profile() {
    return new Profile(firstName, lastName, birthDate, locale);
  }

  @Override
  public String toString() {
    return "NewUser[***]";
  }
}
